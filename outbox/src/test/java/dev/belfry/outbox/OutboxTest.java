package dev.belfry.outbox;

import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.queue;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.outbox.internal.RelaySteps.Step;
import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.tasks.ListedTask;
import dev.belfry.tasks.Page;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The outbox and its relays on H2, with messages that are remembered. */
class OutboxTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final TestDatabase database = newDatabase();
  private final RecordingProducer producer = new RecordingProducer();
  private final Outbox outbox = Outbox.create();
  private final OutboxInspector inspector = OutboxInspector.of(database.source());
  private final List<OutboxRelay> relays = new ArrayList<>();

  TestDatabase newDatabase() {
    return TestDatabase.h2();
  }

  @AfterEach
  void stop() throws Exception {
    for (OutboxRelay relay : relays) {
      relay.stop(Deadline.in(SECOND));
    }
    database.close();
  }

  private OutboxRelay.Builder relay() {
    return OutboxRelay.builder(outbox, database.source()).messages(producer);
  }

  private OutboxRelay start(OutboxRelay.Builder builder) {
    OutboxRelay relay = builder.build();
    relay.start();
    relays.add(relay);
    return relay;
  }

  private void write(String key, String value) {
    database.commit(
        tx -> outbox.send(tx, OutgoingMessage.of("orders", key, value.getBytes(UTF_8))));
    outbox.committed();
  }

  @Test
  void commit_messageIsSentWithTheIdOfItsIntent_andItsRowIsGone() {
    start(relay());
    var ids = new ArrayList<String>();
    database.commit(tx ->
        ids.add(
            outbox.send(
                tx,
                OutgoingMessage.of("orders", "7", "paid".getBytes(UTF_8)).header("by", "Zoë"))));

    await().until(() -> producer.taken().size() == 1 && database.isEmpty());
    OutgoingMessage sent = producer.taken().getFirst();
    assertThat(sent.topic()).isEqualTo("orders");
    assertThat(sent.key()).hasValue("7");
    assertThat(sent.value()).asString().isEqualTo("paid");
    assertThat(sent.headers().text("by")).hasValue("Zoë");
    assertThat(sent.headers().text(Message.ID_HEADER)).hasValue(ids.getFirst());
  }

  @Test
  void keysThatDatabasesDislike_areWrittenDown_andComeAsTheyWere() {
    // Cut in the middle of a character, half a character, a NUL, nothing.
    List<String> keys = List.of("x" + "\uD83D\uDC8E".repeat(200), "half \uD83D", "a\0b", "");
    database.commit(tx -> {
      for (String key : keys) {
        outbox.send(tx, OutgoingMessage.of("orders", key, new byte[] {1}));
      }
    });
    start(relay());

    await().until(database::isEmpty);
    assertThat(producer.taken())
        .extracting(message -> message.key().orElseThrow())
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void reasonThatDatabasesDislike_theIntentIsParkedWithIt() {
    String reason = "half \uD83D, a\0b, " + "x\uD83D\uDC8E".repeat(1_000);
    producer.refuse(message -> message.key().orElse("").equals("a"), reason);
    start(relay().maxAttempts(1));
    write("a", "poison");

    await()
        .until(() -> {
          write("b", "other");
          return inspector.stats().messages().parked() == 1;
        });
    assertThat(inspector.stuck(1).getFirst().error()).contains(", a b, x");
  }

  @Test
  void largeMessageWithoutAKey_comesAsItWas() {
    byte[] large = new byte[8 * 1024 * 1024];
    new Random(1).nextBytes(large);
    database.commit(tx -> outbox.send(tx, OutgoingMessage.unkeyed("orders", large)));
    start(relay());

    await().until(database::isEmpty);
    OutgoingMessage sent = producer.taken().getFirst();
    assertThat(sent.key()).isEmpty();
    assertThat(sent.value()).isEqualTo(large);
  }

  @Test
  void closedConnection_isAnErrorOfTheOutbox() throws Exception {
    var connection = database.source().getConnection();
    connection.setAutoCommit(false);
    connection.close();

    assertThatThrownBy(() -> outbox.send(connection, "orders", "7", "never"))
        .isInstanceOf(OutboxException.class)
        .hasMessageContaining("cannot write message 'orders'");
  }

  @Test
  void rollback_nothingIsSent() {
    start(relay());
    database.rollBack(tx -> outbox.send(tx, "orders", "7", "never"));
    write("8", "later");

    await().until(() -> database.isEmpty() && !producer.taken().isEmpty());
    assertThat(producer.values()).containsExactly("later");
  }

  @Test
  void autoCommit_isRefused() throws Exception {
    try (var connection = database.source().getConnection()) {
      assertThatThrownBy(() -> outbox.enqueue(connection, Task.of("t")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("setAutoCommit(false)");
    }
  }

  @Test
  void noTable_theErrorSaysSo() {
    database.execute("DROP TABLE belfry_outbox");
    assertThatThrownBy(() -> database.commit(tx -> outbox.enqueue(tx, Task.of("t"), queue("q"))))
        .rootCause()
        .isNotNull();
    assertThatThrownBy(() -> database.commit(tx -> outbox.enqueue(tx, Task.of("t"))))
        .cause()
        .isInstanceOf(OutboxException.class)
        .hasMessageContaining("OutboxSchema");
  }

  @Test
  void severalRelays_manyWriters_keysKeepTheirOrder_nothingIsSentTwice() throws Exception {
    for (int i = 0; i < 3; i++) {
      start(relay().name("relay-" + i).batch(7));
    }
    int keys = 20;
    int each = 30;
    List<Thread> writers =
        IntStream.range(0, keys)
            .mapToObj(key ->
                Thread.ofVirtual()
                    .start(
                        () -> IntStream.range(0, each).forEach(i -> write("key-" + key, "" + i))))
            .toList();
    for (Thread writer : writers) {
      writer.join();
    }

    await().atMost(Duration.ofSeconds(30)).until(database::isEmpty);
    assertThat(producer.taken()).hasSize(keys * each);
    for (int key = 0; key < keys; key++) {
      String name = "key-" + key;
      assertThat(
              producer.taken().stream()
                  .filter(message -> message.key().orElseThrow().equals(name))
                  .map(message -> Integer.parseInt(new String(message.value(), UTF_8))))
          .containsExactlyElementsOf(IntStream.range(0, each).boxed().toList());
    }
  }

  @Test
  void anIntentFails_laterOnesOfItsKeyWait_otherKeysGoOn_andItIsParkedWithTheReason() {
    producer.refuse(message -> new String(message.value(), UTF_8).equals("poison"));
    start(relay().retry(Duration.ofMillis(20), Duration.ofMillis(40)).maxAttempts(3));
    write("a", "poison");
    write("a", "after");
    // Others get through all the while, so it is the intent that is at fault.
    await()
        .until(() -> {
          write("b", "other");
          return inspector.stats().messages().parked() == 1;
        });

    StuckIntent stuck = inspector.stuck(10).getFirst();
    assertThat(stuck.isParked()).isTrue();
    assertThat(stuck.key()).isEqualTo("a");
    assertThat(stuck.destination()).isEqualTo("orders");
    assertThat(stuck.attempts()).isEqualTo(3);
    assertThat(stuck.error()).contains("refused");
    assertThat(producer.values()).contains("other").doesNotContain("poison", "after");

    assertThat(inspector.skip(stuck.row())).isTrue();
    await().until(() -> producer.values().contains("after"));
    assertThat(producer.values()).doesNotContain("poison");
    assertThat(inspector.skip(stuck.row())).isFalse();
  }

  @Test
  void aParkedIntentIsTriedAgain_itsKeyGoesOnInOrder() {
    producer.refuse(message -> new String(message.value(), UTF_8).equals("poison"));
    start(relay().retry(Duration.ofMillis(10), Duration.ofMillis(10)).maxAttempts(1));
    write("a", "poison");
    write("a", "after");
    await()
        .until(() -> {
          write("b", "other");
          return inspector.stats().messages().parked() == 1;
        });
    producer.refuse(message -> false);

    assertThat(inspector.retryParked()).isEqualTo(1);
    await().until(() -> producer.values().contains("after"));
    assertThat(producer.values().stream().filter(value -> !value.equals("other")))
        .containsExactly("poison", "after");
  }

  @Test
  void manyIntentsForATopicThatIsNotThere_othersGoOn_andItIsAskedForOnce() {
    producer.lack(Set.of("missing"));
    int many = 50;
    database.commit(tx -> {
      for (int i = 0; i < many; i++) {
        outbox.send(tx, "missing", "key-" + i, "never");
      }
    });
    write("a", "other");
    // More of them are older than the other one than a batch has room for.
    start(relay().batch(10).retry(Duration.ofMillis(10), Duration.ofMillis(20)).maxAttempts(3));

    await().until(() -> producer.values().contains("other"));
    await().until(() -> inspector.stats().messages().parked() == many);
    assertThat(inspector.stuck(1).getFirst().error()).contains("no topic missing");
    assertThat(producer.refused()).hasSize(1);
  }

  @Test
  void nobodyTakesAnything_nothingIsHeldAgainstTheIntents() {
    producer.refuse(message -> true);
    var relay = start(relay().retry(Duration.ofMillis(1), Duration.ofMillis(1)).maxAttempts(1));
    write("a", "1");
    write("b", "2");
    await().until(() -> producer.refused().size() > 6);
    assertThat(inspector.stats().messages().parked()).isZero();
    assertThat(inspector.stats().messages().waiting()).isEqualTo(2);
    assertThat(inspector.stuck(10)).isEmpty();
    assertThat(relay.health()).isEqualTo(Health.up());

    producer.refuse(message -> false);
    await().until(database::isEmpty);
    assertThat(producer.values()).containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void retention_relayedIntentsStay_andAreRemovedInTime() {
    start(relay().retention(Duration.ofMinutes(5)));
    write("a", "1");
    await().until(() -> database.ask("SELECT state FROM belfry_outbox").equals(List.of("2")));
    database.execute("UPDATE belfry_outbox SET next_at = 0");
    start(relay().name("another").retention(Duration.ofMinutes(5)));
    await().until(database::isEmpty);
    assertThat(producer.values()).containsExactly("1");
  }

  @Test
  void meters_showTheBacklogAndTheDelay() {
    var meters = new SimpleMeterRegistry();
    producer.refuse(message -> true);
    write("a", "1");
    start(relay().meters(meters));
    await()
        .until(() -> meters.get(OutboxMeters.WAITING).tag("kind", "message").gauge().value() == 1);
    producer.refuse(message -> false);
    await().until(() -> meters.get(OutboxMeters.DELAY).tag("kind", "message").timer().count() == 1);
    assertThat(meters.get(OutboxMeters.PARKED).tag("kind", "message").gauge().value()).isZero();
  }

  @Test
  void clockOfTheDatabaseIsTenMinutesBehind_itAloneDecides() throws Exception {
    Duration behind = Duration.ofMinutes(10);
    DataSource late = ShiftedDatabase.of(database.source(), behind.negated());
    try (var redis = EmbeddedRedis.create();
        Connection tx = late.getConnection()) {
      redis.start();
      tx.setAutoCommit(false);
      outbox.enqueue(tx, Task.of("close"), processIn(Duration.ofHours(1)));
      outbox.send(tx, "orders", "a", "poison");
      outbox.send(tx, "orders", "b", "other");
      tx.commit();
      assertThat(database.ask("SELECT created_at FROM belfry_outbox")).allMatch(this::isLate);

      producer.refuse(message -> message.key().orElse("").equals("a"));
      var redisTarget = RedisTarget.parse(redis.uri());
      start(
          OutboxRelay.builder(outbox, late)
              .messages(producer)
              .tasks(redisTarget)
              .retention(Duration.ofMinutes(5)));
      await().until(() -> producer.refused().size() > 1); // The pause is over by that clock.
      await()
          .until(() ->
              database
                  .ask("SELECT state FROM belfry_outbox ORDER BY id")
                  .equals(List.of("2", "0", "2")));
      assertThat(database.ask("SELECT next_at FROM belfry_outbox")).allMatch(this::isLate);
      try (var inspector = TaskInspector.connect(redisTarget)) {
        var listed = inspector.list("default", TaskState.SCHEDULED, Page.FIRST).tasks();
        Instant due = ((ListedTask.Found) listed.getFirst()).task().nextProcessAt().orElseThrow();
        assertThat(Duration.between(Instant.now(), due))
            .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
      }
    }
  }

  /** Whether a column has about the time that it was ten minutes ago. */
  private boolean isLate(String millis) {
    long behind = System.currentTimeMillis() - Long.parseLong(millis);
    return behind > 9 * 60_000 && behind < 11 * 60_000;
  }

  @Test
  void quiesced_theIntentStays_andAnotherRelayTakesIt() throws Exception {
    var first = start(relay());
    first.quiesce();
    first.stop(Deadline.in(SECOND));
    write("a", "1");
    assertThat(database.isEmpty()).isFalse();

    start(relay());
    await().until(database::isEmpty);
  }

  @Test
  void acknowledgementFails_whatWasSentIsNotSentAgainByThisProcess() {
    var failed = new CountDownLatch(1);
    start(
        relay()
            .steps(step -> {
              if (step == Step.ACKNOWLEDGED && failed.getCount() > 0) {
                failed.countDown();
                throw new IllegalStateException("the database goes away");
              }
            }));
    write("a", "1");
    await().until(database::isEmpty);
    assertThat(failed.getCount()).isZero();
    assertThat(producer.values()).containsExactly("1");
  }
}
