package dev.belfry.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.MessageMiddleware;
import dev.belfry.service.Deadline;
import dev.belfry.service.codec.JsonCodec;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What docs/messaging.md shows of the settings of queues and senders. */
class KafkaSettingsExampleTest {
  private final List<String> handled = new CopyOnWriteArrayList<>();
  private final String topic = "settings-" + UUID.randomUUID();

  // snippet
  KafkaQueue queue(
      KafkaConnection kafka,
      MessageHandler handler,
      MessageMiddleware once,
      MeterRegistry meters,
      OpenTelemetry telemetry) {
    return KafkaQueue.builder(kafka, "order-mq", topic, handler)
        .name("payments")
        .use(once)
        .missingTopic(MissingTopic.created(6))
        .startFrom(StartFrom.LAST) // a new group does not care about what was before it
        .topicNames(TopicNames.standard())
        .members(2) // two polls beside each other
        .parallelism(64) // handlers that wait, for each member
        .maxInFlight(2_000) // of each partition
        .maxInFlightBytes(16 * 1024 * 1024) // large messages: 32 MiB for both members
        .minFetchBytes(1)
        .maxFetchBytes(4 * 1024 * 1024)
        .commitInterval(Duration.ofMillis(100)) // less is repeated after a kill
        .revokeTimeout(Duration.ofSeconds(10)) // longer than a handler usually takes
        .startTimeout(Duration.ofSeconds(30))
        .unhealthyAfter(Duration.ofSeconds(20))
        .meters(meters)
        .openTelemetry(telemetry)
        .property("client.rack", "zone-a") // fetches from the nearest replica
        .build();
  }

  KafkaSender sender(KafkaConnection kafka, MeterRegistry meters, OpenTelemetry telemetry) {
    return KafkaSender.builder(kafka)
        .name("orders")
        .topic(topic, MissingTopic.created(6)) // looked at when it starts
        .sendTimeout(Duration.ofSeconds(5)) // callers are users who wait
        .startTimeout(Duration.ofSeconds(30))
        .maxMessageBytes(512 * 1024)
        .chunks(64 * 1024, Duration.ofMillis(5)) // fewer requests, 5 ms later
        .codec(JsonCodec.create())
        .meters(meters)
        .openTelemetry(telemetry)
        .property("compression.type", "zstd")
        .build();
  }

  // end

  @Test
  void queueAndSenderWithTheseSettings_work() throws Exception {
    var kafka = SharedKafka.connection();
    var meters = new SimpleMeterRegistry();
    var sender = sender(kafka, meters, OpenTelemetry.noop());
    sender.start();
    var queue =
        queue(
            kafka,
            MessageHandler.of(String.class, (text, message) -> handled.add(text)),
            next -> next,
            meters,
            OpenTelemetry.noop());
    queue.start();

    sender.send(topic, "HSO1", "paid");

    await().atMost(Duration.ofSeconds(30)).until(() -> handled.equals(List.of("paid")));
    assertThat(meters.get(KafkaSender.TIMER).timer().count()).isEqualTo(1);
    queue.stop(Deadline.in(Duration.ofSeconds(10)));
    sender.stop(Deadline.in(Duration.ofSeconds(10)));
  }
}
