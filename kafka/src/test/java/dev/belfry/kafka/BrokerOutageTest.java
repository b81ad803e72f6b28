package dev.belfry.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.EmbeddedKafka;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.MessageNotSentException;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Has a broker of its own, since it kills it. */
class BrokerOutageTest {
  private static final Duration LONG = Duration.ofSeconds(40);

  private final Queue<Message> seen = new ConcurrentLinkedQueue<>();

  @Test
  @Timeout(120)
  void brokerKilledAndRestartedUnderLoad_losesNothingAndIsReported() throws Exception {
    try (var kafka = EmbeddedKafka.create()) {
      kafka.start();
      kafka.createTopic("outage", 3);
      var connection = KafkaConnection.to(kafka.bootstrapServers());
      var patient = KafkaSender.builder(connection).sendTimeout(LONG.multipliedBy(2)).build();
      var hasty = KafkaSender.builder(connection).sendTimeout(Duration.ofSeconds(1)).build();
      var queue =
          KafkaQueue.builder(connection, "outage-group", "outage", this::collect)
              .unhealthyAfter(Duration.ofSeconds(3))
              .build();
      patient.start();
      hasty.start();
      queue.start();
      hasty.send("outage", "warm", new byte[0]);
      var before = send(patient, 0, 500);
      await().atMost(LONG).until(() -> seen.size() > 100);

      kafka.kill();
      var during =
          CompletableFuture.runAsync(
              () -> send(patient, 500, 600).join(), Thread.ofVirtual()::start);
      assertThatThrownBy(() -> hasty.send("outage", "a", new byte[0]))
          .isInstanceOf(MessageNotSentException.class);
      await().atMost(LONG).until(() -> queue.health() instanceof Health.Down);
      kafka.start();
      var after = send(patient, 600, 1_000);
      CompletableFuture.allOf(before, during, after).get();

      await()
          .atMost(LONG)
          .untilAsserted(() ->
              assertThat(
                      seen.stream().map(Message::text).filter(text -> !text.isEmpty()).distinct())
                  .hasSize(1_000));
      await().atMost(LONG).until(() -> queue.health() instanceof Health.Up);
      assertThat(
              seen.stream()
                  .collect(Collectors.groupingBy(message -> message.key().orElseThrow()))
                  .values())
          .allSatisfy(ofKey -> assertThat(ofKey).extracting(Message::offset).isSorted());
      queue.stop(Deadline.in(LONG));
      patient.stop(Deadline.in(LONG));
      hasty.stop(Deadline.in(LONG));
    }
  }

  private Outcome collect(Message message) {
    seen.add(message);
    return Outcome.done();
  }

  private static CompletableFuture<Void> send(KafkaSender sender, int from, int to) {
    return CompletableFuture.allOf(
        IntStream.range(from, to)
            .mapToObj(i -> OutgoingMessage.of("outage", "key-" + i % 20, ("" + i).getBytes(UTF_8)))
            .map(message -> sender.sendAsync(message).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new));
  }
}
