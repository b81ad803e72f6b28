package dev.belfry.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.messaging.redis.RedisProcessedStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of docs/messaging.md that need no broker. */
class MessageModelExampleTest {
  private final List<String> rows = new ArrayList<>();

  // snippet
  RetryPlan patient() {
    return RetryPlan.byFailure(RetryPlan.standard())
        .on(IllegalArgumentException.class, RetryPlan.none()) // no attempt can help
        .on(IOException.class, RetryPlan.fixed(Duration.ofMinutes(1), 60).onRetryTopic())
        .build();
  }

  MessageMiddleware once(RedisProcessedStore store) {
    return IdempotencyGuard.builder(store, "order-mq")
        .id(message -> "paid:" + message.key().orElseThrow())
        .build();
  }

  MessageHandler inBatches() {
    return Batching.builder(this::insert, 100).linger(Duration.ofMillis(20)).build();
  }

  void insert(List<Message> batch) throws BatchFailedException {
    for (var index = 0; index < batch.size(); index++) {
      if (batch.get(index).value().length == 0) {
        throw new BatchFailedException(index, new IllegalArgumentException("no content"));
      }
      rows.add(batch.get(index).text());
    }
  }

  // end

  @Test
  void examples_work() throws Exception {
    var failure = new IOException("away");
    assertThat(patient().delayAfter(1, failure)).contains(Duration.ofMinutes(1));
    assertThat(patient().placeAfter(1, failure)).isEqualTo(RetryPlace.RETRY_TOPIC);
    assertThat(patient().delayAfter(1, new NumberFormatException())).isEmpty();
    var message = Message.of("payments").key("HSO1").value(new byte[] {'x'}).build();
    assertThat(inBatches().handle(message)).isEqualTo(Outcome.done());
    assertThat(rows).containsExactly("x");

    var redis = EmbeddedRedis.create();
    redis.start();
    try (var store = RedisProcessedStore.builder(redis.uri()).connect()) {
      var guarded = once(store).around(any -> Outcome.drop("seen"));

      assertThat(guarded.handle(message)).isEqualTo(Outcome.drop("seen"));
      assertThat(guarded.handle(message)).isEqualTo(Outcome.done());
    } finally {
      redis.close();
    }
  }
}
