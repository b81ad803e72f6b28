package dev.belfry.conformance;

import dev.belfry.messaging.BatchHandler;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.MessageMiddleware;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.RetryPlan;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a case asks of a consumer. Immutable.
 *
 * @param handler of single messages
 * @param batch of batches, in place of {@code handler}; null if the case has none. Only in {@link
 *     BatchCases}
 * @param retries when failed messages are tried again
 * @param middlewares around the handler, the outermost first
 * @param parallelism most handlers at once
 */
public record ConsumerSpec(
    MessageHandler handler,
    @Nullable BatchHandler batch,
    RetryPlan retries,
    List<MessageMiddleware> middlewares,
    int parallelism) {

  /** Three attempts, 10 ms apart: as quick as the adapter can. */
  private static final RetryPlan QUICK = RetryPlan.fixed(Duration.ofMillis(10), 3);

  private static final int PARALLELISM = 8;

  static ConsumerSpec of(MessageHandler handler) {
    return new ConsumerSpec(handler, null, QUICK, List.of(), PARALLELISM);
  }

  static ConsumerSpec ofBatches(BatchHandler batch) {
    return new ConsumerSpec(message -> Outcome.done(), batch, QUICK, List.of(), PARALLELISM);
  }

  ConsumerSpec retries(RetryPlan plan) {
    return new ConsumerSpec(handler, batch, plan, middlewares, parallelism);
  }

  ConsumerSpec use(MessageMiddleware middleware) {
    var all = Stream.concat(middlewares.stream(), Stream.of(middleware)).toList();
    return new ConsumerSpec(handler, batch, retries, all, parallelism);
  }

  ConsumerSpec parallelism(int most) {
    return new ConsumerSpec(handler, batch, retries, middlewares, most);
  }
}
