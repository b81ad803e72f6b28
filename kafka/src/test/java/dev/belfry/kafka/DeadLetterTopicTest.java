package dev.belfry.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.Outcome;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLetterTopicTest {
  private static final Duration LONG = Duration.ofSeconds(40);

  /**
   * An operator empties a dead-letter topic by deleting it: the next dead letter brings it back.
   */
  @Test
  void deletedTopic_isMadeAgainForTheNextDeadLetter() throws Exception {
    var topic = SharedKafka.topic(1);
    var letters = topic + ".deleted.dlt";
    var sender = KafkaSender.builder(SharedKafka.connection()).build();
    var queue =
        KafkaQueue.builder(
                SharedKafka.connection(), "deleted", topic, message -> Outcome.deadLetter("no"))
            .build();
    sender.start();
    queue.start();
    try (var admin = SharedKafka.admin(SharedKafka.connection())) {
      sender.send(topic, "a", "first".getBytes(UTF_8));
      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(SharedKafka.committed("deleted")).containsEntry(0, 1L));
      admin.deleteTopics(List.of(letters)).all().get();

      sender.send(topic, "a", "second".getBytes(UTF_8));

      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(SharedKafka.committed("deleted")).containsEntry(0, 2L));
      assertThat(SharedKafka.read(letters, 1))
          .extracting(letter -> new String(letter.value(), UTF_8))
          .containsExactly("second");
    } finally {
      queue.stop(Deadline.in(Duration.ofSeconds(2)));
      sender.stop(Deadline.in(Duration.ofSeconds(2)));
    }
  }
}
