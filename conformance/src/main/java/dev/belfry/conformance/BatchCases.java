package dev.belfry.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.BatchFailedException;
import dev.belfry.messaging.Message;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Cases for adapters that take a {@link dev.belfry.messaging.BatchHandler}. */
public interface BatchCases {

  /** The case's scene. */
  Scene scene();

  @Test
  default void batchThatFailsAtAnIndex_goesOnFromThere() throws Exception {
    var scene = scene();
    var attempts = new ConcurrentLinkedQueue<Integer>();
    for (var i = 0; i < 10; i++) {
      scene.send("one", "" + i);
    }

    scene
        .fixture()
        .consume(
            ConsumerSpec.ofBatches(batch -> {
              for (var index = 0; index < batch.size(); index++) {
                var message = batch.get(index);
                if (message.text().equals("4")) {
                  attempts.add(message.attempt());
                  if (message.attempt() < 3) {
                    throw new BatchFailedException(index, new IllegalStateException("four"));
                  }
                }
                scene.seen().add(message);
              }
            }));

    await().atMost(Scene.LONG).until(() -> scene.seen().size() == 10);
    scene.awaitAcknowledged();
    assertThat(scene.seen())
        .extracting(Message::text)
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(attempts).containsExactly(1, 2, 3);
    assertThat(scene.fixture().deadLetters()).isEmpty();
  }
}
