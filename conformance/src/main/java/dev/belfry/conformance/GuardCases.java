package dev.belfry.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.messaging.IdempotencyGuard;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.Outcome;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Cases about the idempotency guard, for every adapter. */
public interface GuardCases {

  /** The case's scene. */
  Scene scene();

  @Test
  default void copiesOfAMessageUnderTheGuard_runOnce() throws Exception {
    var scene = scene();
    var calls = new AtomicInteger();
    try (var store = SharedRedis.store()) {
      var guard =
          IdempotencyGuard.builder(store, UUID.randomUUID().toString()).id(Message::text).build();
      scene.consume(
          ConsumerSpec.of(
                  message -> {
                    calls.incrementAndGet();
                    scene.entered().countDown();
                    scene.release().await();
                    return Outcome.done();
                  })
              .use(guard));
      scene.send("a", "twin");
      scene.send("b", "twin");
      scene.send("c", "twin");
      scene.entered().await();
      scene.send("d", "twin");
      scene.release().countDown();

      scene.awaitAcknowledged();
      assertThat(calls).hasValue(1);
      assertThat(scene.fixture().deadLetters()).isEmpty();
    }
  }

  @Test
  default void failedWorkUnderTheGuard_runsAgain() throws Exception {
    var scene = scene();
    try (var store = SharedRedis.store()) {
      scene.consume(
          ConsumerSpec.of(
                  message -> {
                    scene.seen().add(message);
                    if (scene.seen().size() == 1) {
                      throw new IllegalStateException("once");
                    }
                    return Outcome.done();
                  })
              .use(IdempotencyGuard.of(store, UUID.randomUUID().toString())));
      scene.send("a", "again");

      scene.awaitAcknowledged();
      assertThat(scene.seen()).hasSize(2);
    }
  }
}
