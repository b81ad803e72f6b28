package dev.belfry.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.Message;
import dev.belfry.messaging.Outcome;
import dev.belfry.service.Deadline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pausing, lag, and what an inspector sees of it. */
class KafkaControlTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Queue<Message> seen = new ConcurrentLinkedQueue<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final String topic = SharedKafka.topic(2);
  private final String group = SharedKafka.fresh("control");
  private final KafkaSender sender = KafkaSender.builder(SharedKafka.connection()).build();
  private final KafkaInspector inspector = KafkaInspector.connect(SharedKafka.connection());
  private final KafkaQueue queue =
      KafkaQueue.builder(SharedKafka.connection(), group, topic, this::collect)
          .meters(meters)
          .build();

  @BeforeEach
  void start() throws Exception {
    sender.start();
    queue.start();
  }

  @AfterEach
  void stop() throws Exception {
    queue.stop(Deadline.in(LONG));
    sender.stop(Deadline.in(LONG));
    inspector.close();
  }

  private Outcome collect(Message message) {
    if (message.text().equals("bad")) {
      return Outcome.deadLetter("told so");
    }
    seen.add(message);
    return Outcome.done();
  }

  private void send(int count) {
    for (var i = 0; i < count; i++) {
      sender.send(topic, "key-" + i, ("" + i).getBytes(UTF_8));
    }
  }

  @Test
  void pausedQueue_fetchesNothingAndShowsItsLag_resumedItGoesOn() {
    queue.pause();
    // What the poll at hand brings is still handled.
    send(1);
    await().atMost(LONG).until(() -> lag() > 0 || !seen.isEmpty());
    seen.clear();

    send(20);

    await().atMost(LONG).until(() -> lag() >= 20);
    assertThat(seen).isEmpty();
    assertThat(
            meters.get("belfry.messages.lag").tags("group", group).gauges().stream()
                .mapToDouble(gauge -> gauge.value())
                .sum())
        .isGreaterThanOrEqualTo(20);
    queue.resume();
    await().atMost(LONG).until(() -> seen.size() >= 20);
    await().atMost(LONG).until(() -> lag() == 0);
  }

  @Test
  void pausedPartition_standsStillWhileTheOtherGoesOn() {
    queue.pause(0);
    send(1);
    await().atMost(LONG).until(() -> lag() > 0 || !seen.isEmpty());
    seen.clear();

    send(60);

    await().atMost(LONG).until(() -> queue.lag().getOrDefault(0, 0L) > 10);
    await().atMost(LONG).until(() -> !seen.isEmpty() && queue.lag().getOrDefault(1, 1L) == 0);
    assertThat(seen).extracting(Message::partition).containsOnly(1);
    queue.resume(0);
    await().atMost(LONG).until(() -> seen.size() >= 60);
  }

  @Test
  void inspector_knowsGroupMembersLagAndDeadLetters() {
    send(10);
    sender.send(topic, "a", "bad".getBytes(UTF_8));
    await().atMost(LONG).until(() -> seen.size() == 10);

    assertThat(inspector.groups())
        .contains(new KafkaGroup(group, KafkaGroup.Kind.CONSUMER, "Stable"));
    var members = inspector.members(group);
    assertThat(members).hasSize(1);
    assertThat(members.getFirst().clientId()).isEqualTo(topic + "-1");
    assertThat(members.getFirst().partitions())
        .hasEntrySatisfying(topic, numbers -> assertThat(numbers).containsExactly(0, 1));
    await()
        .atMost(LONG)
        .untilAsserted(() -> {
          var lag = inspector.lag(group);
          assertThat(lag).isNotEmpty().allMatch(place -> place.lag() == 0);
          assertThat(lag.stream().mapToLong(PartitionLag::end).sum()).isEqualTo(11);
        });
    assertThat(inspector.deadLetterTopics())
        .contains(new DeadLetterInfo(topic + "." + group + ".dlt", 2, 1));
    assertThat(inspector.partitions(topic)).contains(2);
    assertThat(inspector.partitions("no-such-topic")).isEmpty();
  }

  @Test
  void unknownGroup_isNamed() {
    assertThatThrownBy(() -> inspector.lag("nobody"))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("group 'nobody' does not exist at brokers 127.0.0.1:");
  }

  private long lag() {
    Map<Integer, Long> lag = queue.lag();
    return lag.values().stream().mapToLong(Long::longValue).sum();
  }
}
