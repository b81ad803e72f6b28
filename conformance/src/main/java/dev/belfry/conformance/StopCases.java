package dev.belfry.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.Message;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A case about a stop that has enough time, for every adapter. */
public interface StopCases {

  /** The case's scene. */
  Scene scene();

  @Test
  default void stopWithEnoughTime_finishesWhatRunsAndLeavesTheRestToTheNext() throws Exception {
    var scene = scene();
    var consumer = scene.consume(ConsumerSpec.of(scene::seeWhenReleased).parallelism(1));
    scene.send("a", "running");
    scene.entered().await();
    scene.send("a", "waiting");

    var stopped = new CompletableFuture<Boolean>();
    var stop =
        Thread.ofPlatform()
            .start(() -> {
              try {
                consumer.stop(Scene.LONG);
                stopped.complete(true);
              } catch (Exception e) {
                stopped.completeExceptionally(e);
              }
            });
    await("the stop waits for the handler").atMost(Scene.LONG).until(() -> isWaiting(stop));
    assertThat(stopped).isNotDone();
    scene.release().countDown();
    stopped.join();

    scene.consume(scene::see);
    await().atMost(Scene.LONG).until(() -> scene.seen().size() == 2);
    scene.awaitAcknowledged();
    assertThat(scene.seen()).extracting(Message::text).containsExactly("running", "waiting");
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING;
  }
}
