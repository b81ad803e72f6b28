package dev.belfry.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/** Cases for adapters that run messages of one key one after another, in retries too. */
public interface KeyOrderCases {

  /** The case's scene. */
  Scene scene();

  @Test
  default void messagesOfOneKeySomeFailing_runInTheirOrder() throws Exception {
    var scene = scene();
    scene.consume(message -> {
      if (message.attempt() == 1 && Integer.parseInt(message.text()) % 5 == 2) {
        throw new IllegalStateException("first attempt fails");
      }
      return scene.see(message);
    });

    for (var i = 0; i < 20; i++) {
      scene.send("one", "" + i);
    }

    await().atMost(Scene.LONG).until(() -> scene.seen().size() == 20);
    assertThat(scene.seen()).extracting(message -> Integer.valueOf(message.text())).isSorted();
    scene.awaitAcknowledged();
  }
}
