package dev.belfry.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.DeadLetterHeaders;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KafkaQueueTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final RetryPlan QUICK =
      RetryPlan.exponential()
          .firstDelay(Duration.ofMillis(10))
          .maxDelay(Duration.ofMillis(50))
          .maxAttempts(4)
          .build();

  private static final KafkaSender sender = KafkaSender.builder(SharedKafka.connection()).build();

  private final Queue<Message> seen = new ConcurrentLinkedQueue<>();
  private final List<KafkaQueue> started = new ArrayList<>();

  @BeforeAll
  static void startSender() throws Exception {
    sender.start();
  }

  @AfterAll
  static void stopSender() {
    sender.stop(Deadline.in(LONG));
  }

  @AfterEach
  void stopQueues() throws Exception {
    for (var queue : started) {
      queue.stop(Deadline.in(Duration.ofSeconds(2)));
    }
  }

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
  void spentMessage_goesToTheDeadLetterTopicWithItsCauseAndIsCommitted() throws Exception {
    var topic = SharedKafka.topic(2);
    start(
        topic,
        "dead",
        message -> {
          throw new IllegalArgumentException("no such order");
        });

    var receipt =
        sender.send(OutgoingMessage.of(topic, "order-1", bytes(7)).header("tenant", "blue"));

    await()
        .atMost(LONG)
        .untilAsserted(() ->
            assertThat(SharedKafka.committed("dead"))
                .containsEntry(receipt.partition(), receipt.offset() + 1));
    var letters = SharedKafka.read(topic + ".dead.dlt", 2);
    assertThat(letters).hasSize(1);
    var letter = letters.getFirst();
    assertThat(new String(letter.key(), UTF_8)).isEqualTo("order-1");
    assertThat(new String(letter.value(), UTF_8)).isEqualTo("7");
    assertThat(header(letter, "tenant")).isEqualTo("blue");
    assertThat(header(letter, DeadLetterHeaders.TOPIC)).isEqualTo(topic);
    assertThat(header(letter, DeadLetterHeaders.PARTITION)).isEqualTo("" + receipt.partition());
    assertThat(header(letter, DeadLetterHeaders.OFFSET)).isEqualTo("" + receipt.offset());
    assertThat(header(letter, DeadLetterHeaders.GROUP)).isEqualTo("dead");
    assertThat(header(letter, DeadLetterHeaders.ATTEMPTS)).isEqualTo("4");
    assertThat(header(letter, DeadLetterHeaders.REASON)).isEqualTo("no such order");
    assertThat(header(letter, DeadLetterHeaders.EXCEPTION_CLASS))
        .isEqualTo(IllegalArgumentException.class.getName());
    assertThat(header(letter, DeadLetterHeaders.EXCEPTION_STACK)).contains("KafkaQueueTest");
  }

  @Test
  void undecodableMessage_isADeadLetterAtOnceAndTheNextIsHandled() throws Exception {
    record Paid(String orderSn, int payStatus) {}
    var topic = SharedKafka.topic(1);
    var paid = new ConcurrentLinkedQueue<Paid>();
    start(topic, "poison", MessageHandler.of(Paid.class, (value, message) -> paid.add(value)));

    sender.send(topic, "a", "no JSON".getBytes(UTF_8));
    sender.send(topic, "a", new Paid("HSO1", 1));

    await().atMost(LONG).until(() -> !paid.isEmpty());
    assertThat(paid).containsExactly(new Paid("HSO1", 1));
    var letters = SharedKafka.read(topic + ".poison.dlt", 1);
    assertThat(letters).hasSize(1);
    assertThat(header(letters.getFirst(), DeadLetterHeaders.REASON)).startsWith("undecodable");
    assertThat(header(letters.getFirst(), DeadLetterHeaders.ATTEMPTS)).isEqualTo("1");
  }

  @Test
  void spentMessageAsLargeAsItsTopicAllows_isADeadLetterAsAWhole() throws Exception {
    var topic = SharedKafka.topic(1);
    start(topic, "large", message -> Outcome.deadLetter("x".repeat(100_000)));
    var value = new byte[1_048_000];

    sender.send(topic, "a", value);

    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(SharedKafka.committed("large")).containsEntry(0, 1L));
    var letters = SharedKafka.read(topic + ".large.dlt", 1);
    assertThat(letters).hasSize(1);
    assertThat(letters.getFirst().value()).hasSize(value.length);
    assertThat(header(letters.getFirst(), DeadLetterHeaders.REASON)).hasSize(8 * 1024);
  }

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
    start(topic, "stuck", collect());
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
    start(topic, "drained", collect());
    await().atMost(LONG).until(() -> seen.size() == 20);
    assertThat(seen).extracting(Message::offset).doesNotHaveDuplicates();
  }

  @Test
  void messagesSentWhileNobodyListens_areAllHandledAfterTheStart() throws Exception {
    var topic = SharedKafka.topic(3);
    var first = start(topic, "away", collect());
    sender.send(topic, "a", bytes(-1));
    await().atMost(LONG).until(() -> seen.size() == 1);
    first.stop(Deadline.in(LONG));

    for (var i = 0; i < 1_000; i++) {
      sender.sendAsync(OutgoingMessage.of(topic, "key-" + i, bytes(i)));
    }
    start(topic, "away", collect());

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
    var queue =
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
            .maxInFlight(10)
            .build();
    queue.start();
    started.add(queue);

    await().atMost(LONG).until(() -> seen.size() == 500);
    assertThat(most.get()).isBetween(1, 3);
    await()
        .atMost(LONG)
        .untilAsserted(() ->
            assertThat(SharedKafka.committed("bounded").values().stream().mapToLong(l -> l).sum())
                .isEqualTo(500));
  }

  @Test
  void secondMember_takesItsPartWithoutLossOrDisorder() throws Exception {
    var topic = SharedKafka.topic(4);
    start(topic, "shared", collect());
    for (var i = 0; i < 200; i++) {
      sender.sendAsync(OutgoingMessage.of(topic, "key-" + i % 20, bytes(i)));
    }
    start(topic, "shared", collect());
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

  @Test
  void startFromLast_isCommittedAtOnceSoThatNothingLaterIsPassedOver() throws Exception {
    var topic = SharedKafka.topic(1);
    sender.send(topic, "old", bytes(0));
    var queue =
        KafkaQueue.builder(SharedKafka.connection(), "last", topic, collect())
            .startFrom(StartFrom.LAST)
            .build();
    queue.start();
    queue.stop(Deadline.in(LONG));
    sender.send(topic, "new", bytes(1));

    start(topic, "last", collect());

    await().atMost(LONG).until(() -> !seen.isEmpty());
    assertThat(seen).extracting(Message::text).containsExactly("1");
  }

  @Test
  void startedQueue_isHealthy() throws Exception {
    var queue = start(SharedKafka.topic(1), "healthy", collect());

    assertThat(queue.health()).isEqualTo(Health.up());
    queue.stop(Deadline.in(LONG));
    assertThat(queue.health()).isInstanceOf(Health.Down.class);
  }

  private MessageHandler collect() {
    return message -> {
      seen.add(message);
      return Outcome.done();
    };
  }

  private KafkaQueue start(String topic, String group, MessageHandler handler) throws Exception {
    return start(topic, group, handler, QUICK);
  }

  private KafkaQueue start(String topic, String group, MessageHandler handler, RetryPlan retries)
      throws Exception {
    var queue =
        KafkaQueue.builder(SharedKafka.connection(), group, topic, handler)
            .retries(retries)
            .build();
    queue.start();
    started.add(queue);
    return queue;
  }

  private static void stop(KafkaQueue queue, Duration within) {
    try {
      queue.stop(Deadline.in(within));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(int number) {
    return ("" + number).getBytes(UTF_8);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private static long printed(long seed) {
    System.out.println("seed " + seed);
    return seed;
  }
}
