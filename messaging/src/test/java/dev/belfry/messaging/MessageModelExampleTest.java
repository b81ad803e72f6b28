package dev.belfry.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.messaging.redis.RedisProcessedStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
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

  /** 1, 3, 9, 27 and 30 seconds, each up to a tenth shorter or longer; then a dead letter. */
  RetryPlan slow() {
    return RetryPlan.exponential()
        .firstDelay(Duration.ofSeconds(1))
        .factor(3)
        .maxDelay(Duration.ofSeconds(30))
        .jitter(0.1)
        .maxAttempts(6)
        .notRetryable(IllegalArgumentException.class)
        .build();
  }

  RedisProcessedStore store(String redis) {
    return RedisProcessedStore.builder(redis).prefix("shop:done:").connect();
  }

  MessageMiddleware once(RedisProcessedStore store, MeterRegistry meters) {
    return IdempotencyGuard.builder(store, "order-mq")
        .id(message -> "paid:" + message.key().orElseThrow())
        .lease(Duration.ofSeconds(10)) // so long the message of a dead process waits
        .retention(Duration.ofDays(7)) // a replay within a week runs nothing again
        .meters(meters)
        .build();
  }

  MessageHandler inBatches(OpenTelemetry telemetry) {
    return Batching.builder(this::insert, 100)
        .linger(Duration.ofMillis(20))
        .openTelemetry(telemetry)
        .build();
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
    assertThat(inBatches(OpenTelemetry.noop()).handle(message)).isEqualTo(Outcome.done());
    assertThat(rows).containsExactly("x");

    assertThat(slow().delayAfter(5, failure).orElseThrow())
        .isBetween(Duration.ofSeconds(27), Duration.ofSeconds(33));
    assertThat(slow().delayAfter(6, failure)).isEmpty();

    var redis = EmbeddedRedis.create();
    redis.start();
    try (var store = store(redis.uri())) {
      var guarded = once(store, new SimpleMeterRegistry()).around(any -> Outcome.drop("seen"));

      assertThat(guarded.handle(message)).isEqualTo(Outcome.drop("seen"));
      assertThat(guarded.handle(message)).isEqualTo(Outcome.done());
    } finally {
      redis.close();
    }
  }
}
