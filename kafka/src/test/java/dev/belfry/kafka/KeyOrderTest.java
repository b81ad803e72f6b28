package dev.belfry.kafka;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.Message;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.messaging.RetryPlan;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages of a key are handled in their order, whatever fails or joins. */
class KeyOrderTest extends OnKafka {
  @Test
  void keyedMessages_someFailing_areHandledInOrderPerKey() throws Exception {
    var topic = SharedKafka.topic(3);
    var random = new Random(printed(System.nanoTime()));
    var failures = new ConcurrentLinkedQueue<Integer>();
    IntStream.range(0, 300).filter(i -> random.nextInt(5) == 0).forEach(failures::add);
    start(
        topic,
        "orders",
        message -> {
          if (message.attempt() == 1 && failures.contains(Integer.valueOf(message.text()))) {
            throw new IllegalStateException("first attempt fails");
          }
          seen.add(message);
          return Outcome.done();
        });

    for (var i = 0; i < 300; i++) {
      sender.sendAsync(OutgoingMessage.of(topic, "key-" + i % 17, bytes(i)));
    }

    await().atMost(LONG).until(() -> seen.size() == 300);
    var byKey =
        seen.stream()
            .collect(
                groupingBy(
                    message -> message.key().orElseThrow(),
                    mapping(message -> Integer.valueOf(message.text()), toList())));
    assertThat(byKey.values()).allSatisfy(values -> assertThat(values).isSorted());
    assertThat(byKey.values().stream().mapToInt(List::size).sum()).isEqualTo(300);
  }

  @Test
  void failingKey_holdsUpNoOtherKeyOfItsPartition() throws Exception {
    var topic = SharedKafka.topic(1);
    var repaired = new CountDownLatch(1);
    start(
        topic,
        "one-bad-key",
        message -> {
          if (message.key().orElseThrow().equals("bad") && repaired.getCount() > 0) {
            return Outcome.retryIn(Duration.ofMillis(20), "not yet");
          }
          seen.add(message);
          return Outcome.done();
        },
        RetryPlan.exponential().maxAttempts(10_000).build());

    sender.send(topic, "bad", bytes(0));
    sender.send(topic, "bad", bytes(1));
    for (var i = 0; i < 50; i++) {
      sender.send(topic, "good-" + i, bytes(i));
    }

    await().atMost(LONG).until(() -> seen.size() == 50);
    assertThat(SharedKafka.committed("one-bad-key").getOrDefault(0, 0L)).isZero();
    repaired.countDown();
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> assertThat(SharedKafka.committed("one-bad-key")).containsEntry(0, 52L));
    assertThat(seen.stream().filter(message -> message.key().orElseThrow().equals("bad")))
        .extracting(Message::text)
        .containsExactly("0", "1");
  }

  @Test
  void secondMember_takesItsPartWithoutLossOrDisorder() throws Exception {
    var topic = SharedKafka.topic(4);
    start(topic, "shared", this::collect);
    for (var i = 0; i < 200; i++) {
      sender.sendAsync(OutgoingMessage.of(topic, "key-" + i % 20, bytes(i)));
    }
    start(topic, "shared", this::collect);
    for (var i = 200; i < 400; i++) {
      sender.sendAsync(OutgoingMessage.of(topic, "key-" + i % 20, bytes(i)));
    }

    await().atMost(LONG).until(() -> seen.stream().map(Message::text).distinct().count() == 400);
    var byKey =
        seen.stream()
            .collect(
                groupingBy(
                    message -> message.key().orElseThrow(), mapping(Message::offset, toList())));
    assertThat(byKey.values()).allSatisfy(offsets -> assertThat(offsets).isSorted());
  }

  private static long printed(long seed) {
    System.out.println("seed " + seed);
    return seed;
  }
}
