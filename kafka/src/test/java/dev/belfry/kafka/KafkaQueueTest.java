package dev.belfry.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.Message;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a queue takes, commits and hands back, from its start to its stop. */
class KafkaQueueTest extends OnKafka {
  @Test
  void unfinishedMessage_isNeverPassedByACommitAndComesAgain() throws Exception {
    var topic = SharedKafka.topic(1);
    var stuck = new CountDownLatch(1);
    var first =
        start(
            topic,
            "stuck",
            message -> {
              if (message.text().equals("3")) {
                stuck.await();
              }
              seen.add(message);
              return Outcome.done();
            });
    for (var i = 0; i < 10; i++) {
      sender.send(topic, "key-" + i, bytes(i));
    }
    await().atMost(LONG).until(() -> seen.size() == 9);
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(SharedKafka.committed("stuck")).containsEntry(0, 3L));

    first.stop(Deadline.in(Duration.ofSeconds(1)));

    assertThat(SharedKafka.committed("stuck")).containsEntry(0, 3L);
    seen.clear();
    start(topic, "stuck", this::collect);
    await().atMost(LONG).until(() -> seen.size() == 7);
    assertThat(seen).extracting(Message::text).contains("3").doesNotContain("0", "1", "2");
  }

  @Test
  void stop_finishesWhatWasTakenAndCommitsIt() throws Exception {
    var topic = SharedKafka.topic(1);
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var queue =
        start(
            topic,
            "drained",
            message -> {
              entered.countDown();
              release.await();
              seen.add(message);
              return Outcome.done();
            });
    for (var i = 0; i < 20; i++) {
      sender.send(topic, "key-" + i % 3, bytes(i));
    }
    entered.await();
    queue.quiesce();
    var stopping = Thread.ofVirtual().start(() -> stop(queue, LONG));
    release.countDown();
    stopping.join();

    var handled = seen.size();
    assertThat(handled).isPositive();
    assertThat(SharedKafka.committed("drained")).containsEntry(0, (long) handled);
    start(topic, "drained", this::collect);
    await().atMost(LONG).until(() -> seen.size() == 20);
    assertThat(seen).extracting(Message::offset).doesNotHaveDuplicates();
  }

  @Test
  void messagesSentWhileNobodyListens_areAllHandledAfterTheStart() throws Exception {
    var topic = SharedKafka.topic(3);
    var first = start(topic, "away", this::collect);
    sender.send(topic, "a", bytes(-1));
    await().atMost(LONG).until(() -> seen.size() == 1);
    first.stop(Deadline.in(LONG));

    for (var i = 0; i < 1_000; i++) {
      sender.sendAsync(OutgoingMessage.of(topic, "key-" + i, bytes(i)));
    }
    start(topic, "away", this::collect);

    await().atMost(LONG).until(() -> seen.size() == 1_001);
    assertThat(seen).extracting(Message::text).doesNotHaveDuplicates();
  }

  @Test
  void slowHandlers_areNeverGivenMoreThanTheBound() throws Exception {
    var topic = SharedKafka.topic(2);
    for (var i = 0; i < 500; i++) {
      sender.sendAsync(OutgoingMessage.of(topic, "key-" + i, bytes(i)));
    }
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    start(
        KafkaQueue.builder(
                SharedKafka.connection(),
                "bounded",
                topic,
                message -> {
                  most.accumulateAndGet(running.incrementAndGet(), Math::max);
                  Thread.onSpinWait();
                  seen.add(message);
                  running.decrementAndGet();
                  return Outcome.done();
                })
            .parallelism(3)
            .maxInFlight(10));

    await().atMost(LONG).until(() -> seen.size() == 500);
    assertThat(most.get()).isBetween(1, 3);
    await()
        .atMost(LONG)
        .untilAsserted(() ->
            assertThat(SharedKafka.committed("bounded").values().stream().mapToLong(l -> l).sum())
                .isEqualTo(500));
  }

  @Test
  void partitionWithMoreThanTheBound_keepsNoOtherWaiting() throws Exception {
    var topic = SharedKafka.topic(12);
    IntStream.range(0, 600)
        .mapToObj(i -> sender.sendAsync(OutgoingMessage.of(topic, "key-" + i, bytes(i))))
        .toList()
        .forEach(sent -> sent.toCompletableFuture().join());
    var begun = ConcurrentHashMap.<Integer>newKeySet();
    var release = new CountDownLatch(1);
    start(
        KafkaQueue.builder(
                SharedKafka.connection(),
                "shared-out",
                topic,
                message -> {
                  begun.add(message.partition());
                  release.await();
                  return collect(message);
                })
            .mode(ConsumerMode.PARTITION)
            .parallelism(12)
            .maxInFlight(10));

    await("a message of each partition is at work").atMost(LONG).until(() -> begun.size() == 12);
    release.countDown();
    await().atMost(LONG).until(() -> seen.size() == 600);
  }

  @Test
  void startFromLast_isCommittedAtOnceSoThatNothingLaterIsPassedOver() throws Exception {
    var topic = SharedKafka.topic(1);
    sender.send(topic, "old", bytes(0));
    var queue =
        KafkaQueue.builder(SharedKafka.connection(), "last", topic, this::collect)
            .startFrom(StartFrom.LAST)
            .build();
    queue.start();
    queue.stop(Deadline.in(LONG));
    sender.send(topic, "new", bytes(1));

    start(topic, "last", this::collect);

    await().atMost(LONG).until(() -> !seen.isEmpty());
    assertThat(seen).extracting(Message::text).containsExactly("1");
  }

  @Test
  void startedQueue_isHealthy() throws Exception {
    var queue = start(SharedKafka.topic(1), "healthy", this::collect);

    assertThat(queue.health()).isEqualTo(Health.up());
    queue.stop(Deadline.in(LONG));
    assertThat(queue.health()).isInstanceOf(Health.Down.class);
  }

  private static void stop(KafkaQueue queue, Duration within) {
    try {
      queue.stop(Deadline.in(within));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
