package dev.belfry.tasks.holes;

import static dev.belfry.tasks.GoStore.bytes;
import static dev.belfry.tasks.GoStore.keys;
import static dev.belfry.tasks.GoStore.message;
import static dev.belfry.tasks.GoStore.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.FlakyProxy;
import dev.belfry.tasks.GoStore;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskContext;
import dev.belfry.tasks.TaskHandler;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskOption;
import dev.belfry.tasks.TaskServer;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.internal.redis.RedisBroker;
import dev.belfry.tasks.internal.wire.Keys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Acknowledgement, leases and recovery, from the states and faults that Go does not survive. */
class LeaseHolesTest {
  private static final String Q = "q1";
  private static final Keys KEYS = keys(Q);

  private static GoStore store;

  private final List<TaskServer> servers = new ArrayList<>();
  private final List<String> runs = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private @Nullable FlakyProxy proxy;

  private final TaskHandler noting =
      (task, context) -> {
        runs.add(context.taskId());
        return Outcome.done();
      };

  private final TaskHandler waiting =
      (task, context) -> {
        runs.add(context.taskId());
        release.await();
        return Outcome.done();
      };

  @BeforeAll
  static void startRedis() throws Exception {
    store = GoStore.start();
  }

  @AfterAll
  static void stopRedis() {
    store.close();
  }

  @BeforeEach
  void emptyRedis() {
    store.raw().flushall();
  }

  @AfterEach
  void stopServers() throws Exception {
    release.countDown();
    for (TaskServer server : servers) {
      server.stop(Deadline.in(Duration.ofSeconds(2)));
    }
    if (proxy != null) {
      proxy.close();
    }
  }

  private TaskServer start(RedisTarget target, int concurrency, TaskHandler handler) {
    TaskServer server =
        TaskServer.builder(target)
            .queues(Map.of(Q, 1))
            .concurrency(concurrency)
            .handler(handler)
            .build();
    server.start();
    servers.add(server);
    return server;
  }

  private void start(TaskHandler handler) {
    start(store.target(), 10, handler);
  }

  private static boolean isGone(String id) {
    return store.raw().exists(KEYS.task(id)) == 0;
  }

  private static void assertNothingIsWithWorkers() {
    assertThat(store.list(KEYS.active())).isEmpty();
    assertThat(store.zset(KEYS.lease())).isEmpty();
  }

  @Test
  void a1_replyToAcknowledgementIsLost_itIsWrittenOnceAndTheTaskDoesNotRunAgain() throws Exception {
    proxy = new FlakyProxy(store.target().port());
    start(RedisTarget.parse(proxy.uri()), 10, waiting);
    store.pending(Q, "the-task");
    await().until(() -> runs.size() == 1);

    // From now on only its acknowledgement names it.
    proxy.loseReplyTo("the-task");
    release.countDown();

    assertThat(proxy.lost().await(20, TimeUnit.SECONDS)).isTrue();
    store.pending(Q, "next");
    await().until(() -> isGone("the-task") && isGone("next"));
    await().until(() -> "2".equals(text(store.raw().get(KEYS.processed()))));
    assertThat(runs).containsExactly("the-task", "next");
    await().untilAsserted(LeaseHolesTest::assertNothingIsWithWorkers);
  }

  @Test
  void a2_connectionIsCutUnderALoad_noOutcomeIsPutOffByTheOthers() throws Exception {
    proxy = new FlakyProxy(store.target().port());
    String[] ids = new String[300];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = "task-%03d".formatted(i);
    }
    store.pending(Q, ids);
    proxy.loseReplyTo("task-050");
    start(RedisTarget.parse(proxy.uri()), 10, noting);

    assertThat(proxy.lost().await(20, TimeUnit.SECONDS)).isTrue();
    await().until(() -> store.raw().keys(KEYS.taskPrefix() + "*").isEmpty());
    assertThat(runs).containsExactlyInAnyOrder(ids);
    assertThat(text(store.raw().get(KEYS.processed()))).isEqualTo("300");
    assertNothingIsWithWorkers();
  }

  @Test
  void a3_workerDiedInTheLastAttempt_theTaskRunsAndBurnsNoRetry() {
    store.active(Q, "a", store.second() - 40);
    store
        .raw()
        .hset(KEYS.task("a"), "msg", message(Q, "a").maxRetry(3).retried(3).build().encode());
    List<Integer> retried = new CopyOnWriteArrayList<>();

    start((task, context) -> {
      retried.add(context.retried());
      return Outcome.done();
    });

    await().until(() -> isGone("a"));
    assertThat(retried).containsExactly(3);
    assertThat(store.raw().get(KEYS.failed())).isNull();
    assertThat(store.zset(KEYS.archived())).isEmpty();
  }

  @Test
  void a4_leaseOfADeadWorkerIsOver_theTaskRunsAtOnceAheadOfOthers() {
    store.pending(Q, "a", "b");
    try (RedisBroker dead = RedisBroker.connect(store.target())) {
      assertThat(dead.dequeue(Q, 1, "dead").tasks()).hasSize(1);
    }
    // As if its 30 s had passed; no further 30 s, no retry delay, no round of a forwarder.
    String over = String.valueOf(store.second() - 2);
    store.raw().zadd(KEYS.lease(), Double.parseDouble(over), bytes("a"));
    store.raw().hset(KEYS.task("a"), "belfry_lease", bytes(over));
    try (RedisBroker other = RedisBroker.connect(store.target())) {
      other.recover(Q);
    }

    start(store.target(), 1, noting);

    await().until(() -> runs.size() == 2);
    assertThat(runs).containsExactly("a", "b");
  }

  @Test
  void a5_activeWithoutLease_runs() {
    store.record(Q, "a", "active");
    store.raw().lpush(KEYS.active(), bytes("a"));

    start(noting);

    await().until(() -> isGone("a"));
    assertThat(runs).containsExactly("a");
    await().untilAsserted(LeaseHolesTest::assertNothingIsWithWorkers);
  }

  @Test
  void a6_leaseWithoutActive_runs() {
    store.record(Q, "a", "active");
    store.raw().zadd(KEYS.lease(), (double) store.second() - 40, bytes("a"));

    start(noting);

    await().until(() -> isGone("a"));
    assertThat(runs).containsExactly("a");
    await().untilAsserted(LeaseHolesTest::assertNothingIsWithWorkers);
  }

  @Test
  void a6_recordOfAHalfDoneTaskInNoList_theDoctorPutsItBack() {
    store.record(Q, "a", "active");

    try (TaskInspector inspector = TaskInspector.connect(store.target())) {
      inspector.doctor().repair(inspector.doctor().examine());
    }
    start(noting);

    await().until(() -> isGone("a"));
  }

  @Test
  void a6_leaseIsMissing_anOutcomeChangesNothing() throws Exception {
    start(waiting);
    store.pending(Q, "a");
    await().until(() -> runs.size() == 1);
    store.raw().del(KEYS.lease());

    release.countDown();

    // It is an orphan then, which the next recovery puts back, and it runs again.
    await().atMost(Duration.ofSeconds(25)).until(() -> runs.size() == 2);
    await().until(() -> isGone("a"));
    assertThat(text(store.raw().get(KEYS.processed()))).isEqualTo("1");
  }

  @Test
  void a7_idsWithoutRecord_vanishAndTheirIdsAreFree() throws Exception {
    store.raw().lpush(KEYS.pending(), bytes("ghost"));
    // What Go makes of another one.
    store.raw().hset(KEYS.task("phantom"), "state", bytes("active"));
    store.raw().lpush(KEYS.active(), bytes("phantom"));
    store.raw().zadd(KEYS.lease(), (double) store.second() - 40, bytes("phantom"));

    start(noting);

    await().until(() -> store.list(KEYS.pending()).isEmpty());
    await().untilAsserted(LeaseHolesTest::assertNothingIsWithWorkers);
    try (TaskClient client = TaskClient.connect(store.target())) {
      for (String id : List.of("ghost", "phantom")) {
        client.enqueue(Task.of("T"), TaskOption.queue(Q), TaskOption.taskId(id));
      }
    }
    await().until(() -> isGone("ghost") && isGone("phantom"));
    assertThat(runs).containsExactlyInAnyOrder("ghost", "phantom");
  }

  @Test
  void a8_undecodableMessage_isArchivedAndTheOthersAreRecovered() {
    for (String id : List.of("good-1", "bad", "good-2")) {
      store.active(Q, id, store.second() - 40);
    }
    store.raw().hset(KEYS.task("bad"), "msg", new byte[] {(byte) 0xff, 1});

    start(noting);

    await().until(() -> isGone("good-1") && isGone("good-2"));
    await().until(() -> store.zset(KEYS.archived()).equals(List.of("bad")));
    assertThat(store.field(Q, "bad", "state")).isEqualTo("archived");
    await().untilAsserted(LeaseHolesTest::assertNothingIsWithWorkers);
  }

  @Test
  void a9_taskPassedToAnotherWorker_theLateOutcomeIsVoid() {
    start(waiting);
    store.pending(Q, "a");
    await().until(() -> runs.size() == 1);
    // What a recoverer and a server of Go leave when they took it over.
    double others = store.second() + 60;
    store.raw().zadd(KEYS.lease(), others, bytes("a"));

    store.pending(Q, "next");
    release.countDown();

    await().until(() -> isGone("next"));
    await().until(() -> store.list(KEYS.active()).equals(List.of("a")));
    assertThat(store.raw().zscore(KEYS.lease(), bytes("a"))).isEqualTo(others);
    assertThat(store.field(Q, "a", "state")).isEqualTo("active");
    assertThat(text(store.raw().get(KEYS.processed()))).isEqualTo("1");
  }

  @Test
  void a10_clockOfAGoServerIsLate_itsTaskIsNotTakenAway() {
    // Its clock is 45 s behind: it has just written this lease.
    store.active(Q, "a", store.second() - 15);
    try (RedisBroker broker = RedisBroker.connect(store.target())) {
      assertThat(broker.recover(Q).requeued()).isZero();
    }
    assertThat(store.list(KEYS.active())).containsExactly("a");
  }

  @Test
  void a10_leases_endOnTheClockOfRedis() {
    long before = store.second();
    start(waiting);
    store.pending(Q, "a");
    await().until(() -> runs.size() == 1);
    assertThat(store.raw().zscore(KEYS.lease(), bytes("a")))
        .isBetween(before + 30.0, store.second() + 30.0);
  }

  @Test
  void a11_handlerOverstaysItsTime_itKeepsItsSlot() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    store.pending(Q, "slow");
    store
        .raw()
        .hset(KEYS.task("slow"), "msg", message(Q, "slow").timeoutSeconds(1).build().encode());
    TaskHandler stubborn =
        (task, context) -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          runs.add(context.taskId());
          awaitInSpiteOfInterrupts(context);
          running.decrementAndGet();
          return Outcome.done();
        };
    start(store.target(), 1, stubborn);
    await().until(() -> runs.size() == 1);
    store.pending(Q, "next");

    await().until(() -> "retry".equals(store.field(Q, "slow", "state")));
    assertThat(runs).containsExactly("slow");
    assertThat(store.list(KEYS.pending())).containsExactly("next");
    release.countDown();

    await().until(() -> isGone("next"));
    assertThat(most).hasValue(1);
  }

  private void awaitInSpiteOfInterrupts(TaskContext context) {
    while (context.taskId().equals("slow") && release.getCount() > 0) {
      try {
        release.await();
      } catch (InterruptedException e) {
        // goes on
      }
    }
  }

  @Test
  void a12_serverStops_theHandlerIsCancelledBeforeItsTaskGoesBack() throws Exception {
    List<String> stateWhenCancelled = new CopyOnWriteArrayList<>();
    CountDownLatch started = new CountDownLatch(1);
    TaskServer server =
        start(
            store.target(),
            1,
            (task, context) -> {
              started.countDown();
              try {
                release.await();
              } catch (InterruptedException e) {
                stateWhenCancelled.add(String.valueOf(store.field(Q, "a", "state")));
                throw e;
              }
              return Outcome.done();
            });
    store.pending(Q, "a", "b");
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();

    server.stop(Deadline.in(Duration.ofMillis(500)));

    assertThat(stateWhenCancelled).containsExactly("active");
    assertThat(store.list(KEYS.pending())).containsExactly("b", "a");
    assertThat(store.field(Q, "a", "state"))
        .isEqualTo(TaskState.PENDING.name().toLowerCase(Locale.ROOT));
    assertNothingIsWithWorkers();
  }
}
