package dev.belfry.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.service.Deadline;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What docs/outbox.md shows. */
class StuckIntentsExampleTest {

  // snippet
  void decide(OutboxInspector inspector) {
    for (StuckIntent intent : inspector.stuck(100)) {
      if (intent.isParked()) {
        if (intent.error().contains("it is too large")) {
          inspector.skip(intent.row()); // given up: the others of its key go on
        } else {
          inspector.retry(intent.row()); // tried again, before the others of its key
        }
      }
    }
  }

  // end

  @Test
  void tooLarge_isSkipped_andItsKeyGoesOn() throws Exception {
    var producer = new RecordingProducer();
    producer.refuse(message -> message.value().length > 3, "it is too large");
    var outbox = Outbox.create();
    try (var database = TestDatabase.h2()) {
      var relay =
          OutboxRelay.builder(outbox, database.source()).messages(producer).maxAttempts(1).build();
      relay.start();
      for (String value : new String[] {"large", "ok"}) {
        database.commit(
            tx -> outbox.send(tx, OutgoingMessage.of("orders", "a", value.getBytes(UTF_8))));
      }
      database.commit(
          tx -> outbox.send(tx, OutgoingMessage.of("orders", "b", "ok".getBytes(UTF_8))));
      var inspector = OutboxInspector.of(database.source());
      await()
          .until(() -> {
            database.commit(
                tx -> outbox.send(tx, OutgoingMessage.of("orders", "b", "ok".getBytes(UTF_8))));
            return inspector.stats().messages().parked() == 1;
          });
      decide(inspector);
      await().until(database::isEmpty);
      assertThat(producer.taken()).anyMatch(message -> message.key().orElseThrow().equals("a"));
      relay.stop(Deadline.in(Duration.ofSeconds(1)));
    }
  }
}
