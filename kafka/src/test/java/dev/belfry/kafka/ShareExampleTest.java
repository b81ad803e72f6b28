package dev.belfry.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class ShareExampleTest {
  private final Queue<String> resized = new ConcurrentLinkedQueue<>();

  // snippet
  /** No order among pictures: as many processes as there is work, however few partitions. */
  KafkaQueue pictures(KafkaConnection kafka, String topic) {
    return KafkaQueue.builder(
            kafka,
            "resize",
            topic,
            MessageHandler.of(Picture.class, (picture, message) -> resize(picture)))
        .mode(ConsumerMode.SHARE)
        .parallelism(32)
        .retries(RetryPlan.fixed(Duration.ofSeconds(10), 6)) // waits here, holds up nothing
        .build();
  }

  // end

  record Picture(String file) {}

  private void resize(Picture picture) {
    resized.add(picture.file());
  }

  @Test
  void pictures_areResized() throws Exception {
    var topic = SharedKafka.topic(1);
    var sender = KafkaSender.builder(SharedKafka.connection()).build();
    var queue = pictures(SharedKafka.connection(), topic);
    sender.start();
    queue.start();

    sender.send(topic, "a", "{\"file\":\"a.jpg\"}".getBytes(UTF_8));

    await().atMost(Duration.ofSeconds(20)).until(() -> !resized.isEmpty());
    assertThat(resized).containsExactly("a.jpg");
    queue.stop(Deadline.in(Duration.ofSeconds(10)));
    sender.stop(Deadline.in(Duration.ofSeconds(10)));
  }
}
