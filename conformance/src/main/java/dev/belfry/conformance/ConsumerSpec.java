package dev.belfry.conformance;

import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.MessageMiddleware;
import dev.belfry.messaging.RetryPlan;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a case asks of a consumer. Immutable.
 *
 * @param handler of the messages
 * @param retries when failed messages are tried again
 * @param middlewares around the handler, the outermost first
 * @param parallelism most handlers at once
 */
public record ConsumerSpec(
    MessageHandler handler,
    RetryPlan retries,
    List<MessageMiddleware> middlewares,
    int parallelism) {

  /** Three attempts, 10 ms apart: as quick as the adapter can. */
  private static final RetryPlan QUICK = RetryPlan.fixed(Duration.ofMillis(10), 3);

  private static final int PARALLELISM = 8;

  static ConsumerSpec of(MessageHandler handler) {
    return new ConsumerSpec(handler, QUICK, List.of(), PARALLELISM);
  }

  ConsumerSpec retries(RetryPlan plan) {
    return new ConsumerSpec(handler, plan, middlewares, parallelism);
  }

  ConsumerSpec use(MessageMiddleware middleware) {
    var all = Stream.concat(middlewares.stream(), Stream.of(middleware)).toList();
    return new ConsumerSpec(handler, retries, all, parallelism);
  }

  ConsumerSpec parallelism(int most) {
    return new ConsumerSpec(handler, retries, middlewares, most);
  }
}
