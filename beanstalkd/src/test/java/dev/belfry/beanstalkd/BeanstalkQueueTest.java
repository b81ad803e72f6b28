package dev.belfry.beanstalkd;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.beanstalkd.internal.DelayedBody;
import dev.belfry.beanstalkd.internal.NodeClient;
import dev.belfry.messaging.DeadLetterHeaders;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.messaging.redis.RedisProcessedStore;
import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BeanstalkQueueTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private static Beanstalks beanstalks;

  private final Queue<Message> seen = new ConcurrentLinkedQueue<>();
  private final List<BeanstalkQueue> started = new ArrayList<>();
  private List<BeanstalkNode> nodes;
  private BeanstalkProducer producer;
  private RedisProcessedStore store;

  @BeforeAll
  static void startServers() throws Exception {
    beanstalks = new Beanstalks();
  }

  @AfterAll
  static void stopServers() {
    if (beanstalks != null) {
      beanstalks.close();
    }
  }

  @BeforeEach
  void start() {
    nodes = beanstalks.tube();
    producer = BeanstalkProducer.builder(nodes).build();
    store = beanstalks.store();
  }

  @AfterEach
  void stop() throws Exception {
    for (var queue : started) {
      queue.stop(Deadline.in(Duration.ofSeconds(3)));
    }
    producer.stop(Deadline.in(LONG));
    store.close();
  }

  @Test
  void delayedJob_runsOnceAndNotEarly() throws Exception {
    var ran = new ConcurrentLinkedQueue<Instant>();
    start(message -> {
      ran.add(Instant.now());
      return see(message);
    });
    var due = Instant.now().plusMillis(1_300);

    producer.at(due, "order-1");

    awaitDrained();
    assertThat(ran).hasSize(1).allMatch(time -> !time.isBefore(due));
    var message = seen.element();
    assertThat(message.text()).isEqualTo("order-1");
    assertThat(message.timestamp()).isEqualTo(due);
    assertThat(message.topic()).isEqualTo(nodes.getFirst().tube());
    assertThat(message.attempt()).isEqualTo(1);
  }

  @Test
  void jobsOfOneMoment_areDifferentByTheirContentOnly() throws Exception {
    start(this::see);
    var due = Instant.now();

    producer.at(due, "same");
    producer.at(due, "same");
    producer.at(due, "other");
    producer.delay(Duration.ZERO, "equal");
    producer.delay(Duration.ZERO, "equal");

    awaitDrained();
    assertThat(seen)
        .extracting(Message::text)
        .containsExactlyInAnyOrder("same", "other", "equal", "equal");
  }

  @Test
  void revokedJob_doesNotRun_althoughTheAnswerForACopyWasLost() throws Exception {
    try (var lossy = new LostAnswers(nodes.get(2))) {
      var through = List.of(nodes.get(0), nodes.get(1), lossy.node());
      var sender = BeanstalkProducer.builder(through).store(store).build();
      var ids = sender.delay(Duration.ofSeconds(1), "revoked");
      assertThat(ids.split(",")).hasSize(2);

      assertThat(sender.revoke(ids)).isEqualTo(2);
      sender.stop(Deadline.in(LONG));
    }
    assertThat(Beanstalks.jobs(nodes, "delayed")).containsExactly(0L, 0L, 1L);
    start(this::see);

    awaitDrained();
    assertThat(seen).isEmpty();
  }

  @Test
  void revocationOfARunningJob_takesNothingBack_andOneBetweenAttemptsDoes() throws Exception {
    var sender = BeanstalkProducer.builder(nodes).store(store).build();
    var running = new CountDownLatch(1);
    var revoked = new CountDownLatch(1);
    var ids = sender.delay(Duration.ZERO, "fails");
    start(message -> {
      see(message);
      running.countDown();
      revoked.await();
      return Outcome.retryIn(Duration.ofSeconds(2), "not yet");
    });

    running.await();
    assertThat(sender.revoke(ids)).isZero();
    revoked.countDown();
    await().atMost(LONG).until(() -> sender.revoke(ids) > 0);

    awaitDrained();
    assertThat(seen).hasSize(1);
    sender.stop(Deadline.in(LONG));
  }

  @Test
  void jobOfGo_isHandled() throws Exception {
    put("1700000000000000000/{\"id\":7}".getBytes(UTF_8));
    start(this::see);

    await().atMost(LONG).until(() -> seen.size() == 1);
    assertThat(seen.element().text()).isEqualTo("{\"id\":7}");
    assertThat(seen.element().timestamp()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
  }

  @Test
  void jobThatAGoConsumerHasTaken_isLeftToIt() throws Exception {
    // dq's lock: a random value under the MD5 of the whole body.
    var body = "1000000000/taken".getBytes(US_ASCII);
    var key = "8a23beb798d6b0967fd1be9536bdf1eb";
    var owner = io.lettuce.core.RedisClient.create(beanstalks.redis().uri());
    try (var connection = owner.connect()) {
      connection.sync().set(key, "x7Gh29aLq0Zp3sTu");
    }
    owner.shutdown();
    put(body);
    start(this::see);

    awaitDrained();
    assertThat(seen).isEmpty();
  }

  @Test
  void bodyThatIsNoneOfDqs_isBuriedWithTheReason() throws Exception {
    put("no timestamp at all".getBytes(UTF_8));
    start(this::see);

    try (var letters = BeanstalkDeadLetters.of(nodes, store)) {
      await().atMost(LONG).until(() -> letters.count() == 1);
      var letter = letters.oldest().getFirst();
      assertThat(letter.message().text()).isEqualTo("no timestamp at all");
      assertThat(letter.causes().get(DeadLetterHeaders.REASON)).contains("none of dq's");
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void jobThatIsFarTooLate_isDroppedOnlyIfAskedFor() throws Exception {
    producer.at(Instant.now().minus(Duration.ofHours(2)), "old");
    started.add(
        BeanstalkQueue.builder(nodes, store, this::see).expireAfter(Duration.ofHours(1)).build());
    started.getFirst().start();
    awaitDrained();
    assertThat(seen).isEmpty();
    started.removeFirst().stop(Deadline.in(LONG));

    start(this::see);
    producer.at(Instant.now().minus(Duration.ofHours(3)), "older");

    awaitDrained();
    assertThat(seen).extracting(Message::text).containsExactly("older");
  }

  @Test
  void handlerThatOutlastsItsReservation_keepsItsJob() throws Exception {
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    // A reservation of one second, the shortest that beanstalkd has.
    try (var client = new NodeClient(nodes.getFirst())) {
      var body = new DelayedBody(Instant.now(), "slow".getBytes(UTF_8)).bytes();
      client.ask(connection -> connection.put(body, 2, 0, 1));
    }
    start(message -> {
      entered.countDown();
      release.await();
      return see(message);
    });
    entered.await();

    await()
        .during(Duration.ofMillis(2_500))
        .atMost(LONG)
        .until(() -> Beanstalks.jobs(nodes, "reserved").contains(1L));
    release.countDown();

    awaitDrained();
    assertThat(seen).hasSize(1);
  }

  @Test
  void buriedJob_runsAgainFromItsFirstAttemptWhenReplayed() throws Exception {
    var repaired = new AtomicBoolean();
    start(message -> {
      if (!repaired.get()) {
        throw new IllegalStateException("not yet");
      }
      return see(message);
    });
    producer.delay(Duration.ZERO, "a");
    producer.delay(Duration.ZERO, "b");

    try (var letters = BeanstalkDeadLetters.of(nodes, store)) {
      await().atMost(LONG).until(() -> letters.count() == 2 && Beanstalks.isDrained(nodes));
      assertThat(letters.oldest())
          .allSatisfy(letter ->
              assertThat(letter.causes())
                  .containsEntry(DeadLetterHeaders.EXCEPTION_MESSAGE, "not yet")
                  .containsEntry(DeadLetterHeaders.ATTEMPTS, "2"));
      repaired.set(true);

      assertThat(letters.replay(10)).isEqualTo(2);

      await().atMost(LONG).until(() -> seen.size() == 2);
      awaitDrained();
      assertThat(letters.count()).isZero();
      assertThat(letters.replay(10)).isZero();
    }
    assertThat(seen).extracting(Message::attempt).containsOnly(1);
  }

  @Test
  void jobsWaitWhileRedisIsAway() throws Exception {
    var meters = new SimpleMeterRegistry();
    var queue = BeanstalkQueue.builder(nodes, store, this::see).meters(meters).build();
    queue.start();
    started.add(queue);
    assertThat(queue.health()).isEqualTo(Health.up());
    beanstalks.redis().kill();
    producer.delay(Duration.ZERO, "patient");
    await().atMost(LONG).until(() -> queue.health() instanceof Health.Down);
    assertThat(seen).isEmpty();

    beanstalks.redis().start();

    awaitDrained();
    assertThat(seen).extracting(Message::text).containsExactly("patient");
    await().atMost(LONG).until(() -> queue.health().equals(Health.up()));
    assertThat(meters.get("belfry.beanstalkd.reachable").gauges()).hasSize(3);
  }

  @Test
  void startWithoutAnyServer_failsAndNamesThem() {
    var nowhere = List.of(new BeanstalkNode("127.0.0.1:1", "t"), new BeanstalkNode("[::1]:2", "t"));

    assertThatThrownBy(() -> BeanstalkQueue.builder(nowhere, store, this::see).build().start())
        .isInstanceOf(BeanstalkException.class)
        .hasMessageContaining("127.0.0.1:1/t")
        .hasMessageContaining("[::1]:2/t");
  }

  private void start(MessageHandler handler) {
    var queue =
        BeanstalkQueue.builder(nodes, store, handler)
            .retries(RetryPlan.fixed(Duration.ofMillis(10), 2))
            .build();
    queue.start();
    started.add(queue);
  }

  private void put(byte[] body) {
    for (var node : nodes) {
      try (var client = new NodeClient(node)) {
        client.ask(connection -> connection.put(body, 2, 0, 5));
      }
    }
  }

  private Outcome see(Message message) {
    seen.add(message);
    return Outcome.done();
  }

  private void awaitDrained() {
    await().atMost(LONG).until(() -> Beanstalks.isDrained(nodes));
  }
}
