package dev.belfry.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.DeadLetterHeaders;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.RetryPlan;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Cases about failures of all kinds, for every adapter. */
public interface FailureCases {

  /** The case's scene. */
  Scene scene();

  @Test
  default void failureWithAPlanOfItsOwn_isJudgedByThatPlan() throws Exception {
    var scene = scene();
    scene.consume(
        ConsumerSpec.of(
                message -> {
                  scene.seen().add(message);
                  if (message.text().equals("hopeless")) {
                    throw new NumberFormatException("no number");
                  }
                  if (message.attempt() == 1) {
                    throw new IllegalStateException("try again");
                  }
                  return Outcome.done();
                })
            .retries(
                RetryPlan.byFailure(RetryPlan.fixed(Duration.ofMillis(10), 2))
                    .on(IllegalArgumentException.class, RetryPlan.none())
                    .build()));
    scene.send("a", "hopeless");
    scene.send("b", "hopeful");

    assertThat(scene.awaitDeadLetter().causes())
        .containsEntry(DeadLetterHeaders.ATTEMPTS, "1")
        .containsEntry(DeadLetterHeaders.EXCEPTION_CLASS, NumberFormatException.class.getName());
    await().atMost(Scene.LONG).until(() -> scene.seen().size() == 3);
    scene.awaitAcknowledged();
    assertThat(scene.seen())
        .extracting(Message::text)
        .containsExactlyInAnyOrder("hopeless", "hopeful", "hopeful");
  }

  @Test
  default void handlerThatEndsInAnError_hasFailedAndTheNextMessageIsHandled() throws Exception {
    var scene = scene();
    scene.consume(
        ConsumerSpec.of(
                message -> {
                  if (message.text().equals("poison")) {
                    throw new StackOverflowError("too deep");
                  }
                  return scene.see(message);
                })
            .parallelism(1));
    scene.send("a", "poison");
    scene.send("a", "next");

    assertThat(scene.awaitDeadLetter().causes())
        .containsEntry(DeadLetterHeaders.ATTEMPTS, "3")
        .containsEntry(DeadLetterHeaders.EXCEPTION_CLASS, StackOverflowError.class.getName());
    scene.awaitSeen("next");
    scene.awaitAcknowledged();
  }

  @Test
  default void snoozeBetweenFailures_lastsAsLongAsAskedAndLeavesTheCountAlone() throws Exception {
    var scene = scene();
    var pause = Duration.ofMillis(700);
    var times = new ConcurrentLinkedQueue<Long>();
    scene.consume(message -> {
      scene.seen().add(message);
      times.add(System.nanoTime());
      return switch (times.size()) {
        case 1 -> throw new IllegalStateException("first");
        case 2 -> Outcome.snooze(pause, "not now");
        default -> Outcome.done();
      };
    });
    scene.send("a", "");

    scene.awaitAcknowledged();
    assertThat(scene.seen()).extracting(Message::attempt).containsExactly(1, 2, 2);
    assertThat(scene.seen()).extracting(Message::text).as("an empty message").containsOnly("");
    times.remove();
    assertThat(times.remove() + pause.toNanos()).isLessThanOrEqualTo(times.remove());
  }
}
