package dev.belfry.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.messaging.MessageProducer;
import dev.belfry.service.Deadline;
import dev.belfry.tasks.RedisTarget;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What docs/outbox.md shows of the settings of a relay. */
class RelaySettingsExampleTest {

  // snippet
  /** For a process that only relays what many others write. */
  OutboxRelay relay(
      DataSource database, RedisTarget redis, MessageProducer kafka, MeterRegistry meters) {
    return OutboxRelay.builder(Outbox.create(), database)
        .name("relay-1")
        .tasks(redis)
        .messages(kafka)
        .batch(1000) // more in a transaction, and more messages again after a crash
        .pollInterval(Duration.ofMillis(100)) // nobody in this process wakes it
        .retry(Duration.ofMillis(500), Duration.ofSeconds(30))
        .maxAttempts(20)
        .guard(Duration.ofHours(6)) // the database may be away as long after a crash
        .retention(Duration.ofDays(1)) // relayed intents can be looked at for a day
        .meters(meters)
        .build();
  }

  // end

  @Test
  void relayWithTheseSettings_relays() throws Exception {
    var kafka = new RecordingProducer();
    var meters = new SimpleMeterRegistry();
    try (var redis = EmbeddedRedis.create();
        var database = TestDatabase.h2()) {
      redis.start();
      var relay = relay(database.source(), RedisTarget.parse(redis.uri()), kafka, meters);
      relay.start();
      database.commit(tx -> Outbox.create().send(tx, "orders", "HSO1", "made"));

      await().until(() -> kafka.values().equals(List.of("\"made\"")));
      await()
          .until(() -> meters.get(OutboxMeters.DELAY).tag("kind", "message").timer().count() == 1);
      assertThat(database.ask("SELECT state FROM belfry_outbox")).hasSize(1);
      relay.stop(Deadline.in(Duration.ofSeconds(5)));
    }
  }
}
