package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.deadline;
import static dev.belfry.tasks.TaskOption.header;
import static dev.belfry.tasks.TaskOption.maxRetry;
import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.retention;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The life of a task in a server on a real Redis. */
class TaskServerTest extends OnRedis {
  /** Far less than what finds a task that no push told of. */
  private static final long PATIENCE = 20;

  private final LinkedBlockingQueue<TaskContext> runs = new LinkedBlockingQueue<>();

  @Test
  void handler_returns_taskIsGone() throws Exception {
    start(server(answering(Outcome.done())).build());

    TaskInfo task = client().enqueue(Task.of("t"), maxRetry(3), header("k", "v"));

    TaskContext run = nextRun();
    assertThat(run.taskId()).isEqualTo(task.id());
    assertThat(run.queue()).isEqualTo("default");
    assertThat(run.retried()).isZero();
    assertThat(run.maxRetry()).isEqualTo(3);
    assertThat(run.headers()).containsExactlyEntriesOf(Map.of("k", "v"));
    assertThat(run.deadline()).isBetween(in(1_790), in(1_801));
    await().until(() -> isGone(task));
    assertThat(raw().get("asynq:{default}:processed")).isEqualTo("1");
  }

  @Test
  void handler_writesResult_isKeptWithTheCompletedTask() throws Exception {
    start(
        server(
                (task, context) -> {
                  context.writeResult("42".getBytes(UTF_8));
                  return Outcome.done();
                })
            .build());

    TaskInfo task = client().enqueue(Task.of("t"), retention(Duration.ofHours(1)));

    await().until(() -> state(task) == TaskState.COMPLETED);
    assertThat(inspector().task("default", task.id()).orElseThrow().result())
        .isEqualTo("42".getBytes(UTF_8));
  }

  @Test
  void handler_throws_taskWaitsForItsRetry() throws Exception {
    start(
        server(
                (task, context) -> {
                  throw new IllegalStateException("no luck\uD800");
                })
            .build());

    TaskInfo task = client().enqueue(Task.of("t"));

    await().until(() -> state(task) == TaskState.RETRY);
    TaskInfo failed = inspector().task("default", task.id()).orElseThrow();
    assertThat(failed.retried()).isEqualTo(1);
    assertThat(failed.lastError()).isEqualTo("java.lang.IllegalStateException: no luck\uFFFD");
    assertThat(failed.nextProcessAt().orElseThrow()).isBetween(in(13), in(46));
  }

  @Test
  void handler_throwsInTheLastAttempt_taskIsArchived() throws Exception {
    start(
        server(
                (task, context) -> {
                  throw new Exception("never");
                })
            .build());

    TaskInfo task = client().enqueue(Task.of("t"), maxRetry(0));

    await().until(() -> state(task) == TaskState.ARCHIVED);
  }

  @Test
  void handler_throwsError_theWorkerGoesOn() throws Exception {
    TaskHandler handler =
        (task, context) -> {
          runs.add(context);
          if (task.type().equals("deep")) {
            depth(1);
          }
          return Outcome.done();
        };
    start(server(handler).concurrency(1).build());

    TaskInfo deep = client().enqueue(Task.of("deep"));
    TaskInfo good = client().enqueue(Task.of("good"));

    await().until(() -> isGone(good));
    assertThat(state(deep)).isEqualTo(TaskState.RETRY);
    assertThat(inspector().task("default", deep.id()).orElseThrow().lastError())
        .contains("StackOverflowError");
  }

  @Test
  void retryDelay_throws_theStandardDelayIsUsed() throws Exception {
    RetryDelay broken =
        (retried, failure, task) -> {
          throw new IllegalStateException("broken");
        };
    start(
        server(
                (task, context) -> {
                  throw new Exception("failed");
                })
            .retryDelay(broken)
            .build());

    TaskInfo task = client().enqueue(Task.of("t"));

    await().until(() -> state(task) == TaskState.RETRY);
  }

  @Test
  void outcome_snooze_runsAgainWithoutBurningAnAttempt() throws Exception {
    AtomicInteger count = new AtomicInteger();
    start(
        server(
                (task, context) -> {
                  runs.add(context);
                  return count.incrementAndGet() == 1
                      ? Outcome.snooze(Duration.ofMillis(300))
                      : Outcome.done();
                })
            .build());

    TaskInfo task = client().enqueue(Task.of("t"), maxRetry(0));

    nextRun();
    assertThat(nextRun().retried()).isZero();
    await().until(() -> isGone(task));
    assertThat(raw().get("asynq:{default}:failed")).isNull();
  }

  @Test
  void outcome_retryIn_runsAgainAfterThatTime() throws Exception {
    AtomicInteger count = new AtomicInteger();
    start(
        server(
                (task, context) -> {
                  runs.add(context);
                  return count.incrementAndGet() == 1
                      ? Outcome.retryIn(Duration.ofMillis(200), "busy")
                      : Outcome.done();
                })
            .build());

    TaskInfo task = client().enqueue(Task.of("t"), maxRetry(1));

    nextRun();
    assertThat(nextRun().retried()).isEqualTo(1);
    await().until(() -> isGone(task));
  }

  @Test
  void outcome_archiveAndRevoke_endTheTask() throws Exception {
    TaskMux mux =
        new TaskMux()
            .decide("a", (task, context) -> Outcome.archive("useless"))
            .decide("r", (task, context) -> Outcome.revoke());
    start(server(mux).build());

    TaskInfo archived = client().enqueue(Task.of("a"));
    TaskInfo revoked = client().enqueue(Task.of("r"), retention(Duration.ofHours(1)));

    await().until(() -> state(archived) == TaskState.ARCHIVED);
    assertThat(inspector().task("default", archived.id()).orElseThrow().lastError())
        .isEqualTo("useless");
    await().until(() -> isGone(revoked));
  }

  @Test
  void deadline_passedBeforeTheRun_taskIsArchivedUnrun() throws Exception {
    start(server(answering(Outcome.done())).build());

    TaskInfo task = client().enqueue(Task.of("t"), deadline(Instant.now().minusSeconds(60)));

    await().until(() -> state(task) == TaskState.ARCHIVED);
    assertThat(runs).isEmpty();
  }

  @Test
  void queue_isIdle_aNewTaskIsPickedUpAtOnce() throws Exception {
    start(server(answering(Outcome.done())).taskCheckInterval(Duration.ofHours(1)).build());
    for (int i = 0; i < 20; i++) {
      await().until(() -> raw().clientList().contains("cmd=blmove"));
      client().enqueue(Task.of("t"));
      nextRun();
    }
  }

  @Test
  void delayedTask_isDue_runsInTimeAndNotEarly() throws Exception {
    var server = server(answering(Outcome.done())).delayedTaskCheckInterval(Duration.ofHours(1));
    start(server.build());
    long begin = System.nanoTime();

    client().enqueue(Task.of("t"), processIn(Duration.ofMillis(700)));

    nextRun();
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isGreaterThanOrEqualTo(Duration.ofMillis(699));
  }

  @Test
  void strictOrder_bothQueuesFull_theHigherOneIsEmptiedFirst() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 5; i++) {
      client().enqueue(Task.of("low"), queue("low"));
      client().enqueue(Task.of("high"), queue("high"));
    }

    start(
        server(
                (task, context) -> {
                  order.add(task.type());
                  return Outcome.done();
                })
            .concurrency(1)
            .queues(Map.of("low", 1, "high", 2))
            .queueOrder(QueueOrder.STRICT)
            .build());

    await().until(() -> order.size() == 10);
    assertThat(order.subList(0, 5)).containsOnly("high");
  }

  @Test
  void queue_oneWorker_runsInTheOrderOfEnqueuing() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      client().enqueue(Task.of("t" + i));
      expected.add("t" + i);
    }

    start(
        server(
                (task, context) -> {
                  order.add(task.type());
                  return Outcome.done();
                })
            .concurrency(1)
            .build());

    await().until(() -> order.size() == 200);
    assertThat(order).isEqualTo(expected);
  }

  @Test
  void concurrency_manyTasks_isNeverExceeded() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(500);
    start(
        server(
                (task, context) -> {
                  most.accumulateAndGet(running.incrementAndGet(), Math::max);
                  runs.add(context);
                  running.decrementAndGet();
                  all.countDown();
                  return Outcome.done();
                })
            .concurrency(7)
            .build());

    for (int i = 0; i < 500; i++) {
      client().enqueue(Task.of("t"));
    }

    assertThat(all.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
    assertThat(most.get()).isLessThanOrEqualTo(7);
    await().until(() -> "500".equals(raw().get("asynq:{default}:processed")));
  }

  @Test
  void pausedQueue_isResumed_itsTasksRun() throws Exception {
    raw().set("asynq:{default}:paused", "1");
    start(server(answering(Outcome.done())).build());
    TaskInfo task = client().enqueue(Task.of("t"));

    await().during(Duration.ofMillis(300)).until(() -> state(task) == TaskState.PENDING);
    raw().del("asynq:{default}:paused");

    nextRun();
  }

  @Test
  void runningServer_isListedForOthers_untilItStops() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    TaskServer server =
        start(
            server(
                    (task, context) -> {
                      runs.add(context);
                      release.await();
                      return Outcome.done();
                    })
                .build());
    client().enqueue(Task.of("t"));
    nextRun();

    var raw = raw();
    await().until(() -> raw.zcard("asynq:servers") == 1);
    await().until(() -> raw.zcard("asynq:workers") == 1);
    release.countDown();
    stop(server, Duration.ofSeconds(2));

    assertThat(raw.keys("asynq:servers*")).isEmpty();
    assertThat(raw.keys("asynq:workers*")).isEmpty();
  }

  private TaskHandler answering(Outcome outcome) {
    return (task, context) -> {
      runs.add(context);
      return outcome;
    };
  }

  private TaskContext nextRun() throws InterruptedException {
    TaskContext run = runs.poll(PATIENCE, TimeUnit.SECONDS);
    assertThat(run).as("a run within %d s", PATIENCE).isNotNull();
    return run;
  }

  private static Instant in(long seconds) {
    return Instant.now().plusSeconds(seconds);
  }

  private static int depth(int from) {
    return from < 0 ? from : depth(from / 2 + 1) + 1;
  }

  @Test
  void foreignTask_hasNoType_isSettledAndGivesItsSlotBack() throws Exception {
    start(server(new TaskMux().handle("good", (task, context) -> {})).concurrency(1).build());
    raw().hset("asynq:{default}:t:a", Map.of("msg", "", "state", "pending"));
    raw().lpush("asynq:{default}:pending", "a");

    TaskInfo good = client().enqueue(Task.of("good"));

    await().until(() -> isGone(good));
    assertThat(raw().hget("asynq:{default}:t:a", "state")).isNotEqualTo("active");
  }

  @Test
  void server_isIdle_hardlyTalksToRedis() throws Exception {
    start(server(answering(Outcome.done())).build());
    await().until(() -> raw().clientList().contains("cmd=blmove"));
    raw().configResetstat();
    long begin = System.nanoTime();

    await().pollDelay(Duration.ofSeconds(3)).until(() -> true);

    // Only the forwarder needs scripts while there is nothing to do, every three seconds.
    Matcher scripts =
        Pattern.compile("cmdstat_evalsha:calls=(\\d+)").matcher(raw().info("commandstats"));
    long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    assertThat(scripts.find() ? Long.parseLong(scripts.group(1)) : 0).isLessThanOrEqualTo(seconds);
  }
}
