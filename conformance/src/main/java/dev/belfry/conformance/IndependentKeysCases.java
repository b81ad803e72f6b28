package dev.belfry.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.Message;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.RetryPlan;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Cases for adapters where a failing message holds up no message of another key. */
public interface IndependentKeysCases {

  /** The case's scene. */
  Scene scene();

  @Test
  default void failingMessage_holdsUpNoMessageOfAnotherKey() throws Exception {
    var scene = scene();
    var repaired = new AtomicBoolean();
    scene.consume(
        ConsumerSpec.of(
                message -> {
                  if (message.text().equals("bad") && !repaired.get()) {
                    return Outcome.retryIn(Duration.ofMillis(50), "not yet");
                  }
                  return scene.see(message);
                })
            .retries(RetryPlan.fixed(Duration.ofMillis(50), 100_000)));

    scene.send("bad", "bad");
    for (var i = 0; i < 10; i++) {
      scene.send("good-" + i, "good");
    }

    await().atMost(Scene.LONG).until(() -> scene.seen().size() == 10);
    assertThat(scene.seen()).extracting(Message::text).containsOnly("good");
    repaired.set(true);
    await().atMost(Scene.LONG).until(() -> scene.seen().size() == 11);
    scene.awaitAcknowledged();
  }
}
