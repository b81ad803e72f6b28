package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.maxRetry;
import static dev.belfry.tasks.TaskOption.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.internal.redis.RedisBroker;
import dev.belfry.tasks.internal.redis.TaskBroker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Handlers that are cut off: by their time, by somebody's cancel, by the stop of the server. */
class TaskServerCancelTest extends OnRedis {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final LinkedBlockingQueue<TaskContext> runs = new LinkedBlockingQueue<>();
  private final CountDownLatch release = new CountDownLatch(1);

  /** Ends when it is interrupted. */
  private final TaskHandler waiting =
      (task, context) -> {
        runs.add(context);
        release.await();
        return Outcome.done();
      };

  /** Does not listen to interrupts. */
  private final TaskHandler stubborn =
      (task, context) -> {
        runs.add(context);
        while (release.getCount() > 0) {
          try {
            release.await();
          } catch (InterruptedException ignored) {
            // as bad handlers do
          }
        }
        return Outcome.done();
      };

  @Test
  void timeout_handlerWaits_isInterruptedAndTriedAgain() throws Exception {
    start(server(waiting).build());

    TaskInfo task = client().enqueue(Task.of("t"), timeout(Duration.ofSeconds(1)));

    await().until(() -> state(task) == TaskState.RETRY);
    TaskInfo failed = inspector().task("default", task.id()).orElseThrow();
    assertThat(failed.lastError()).isEqualTo("context deadline exceeded");
    assertThat(failed.retried()).isEqualTo(1);
    assertThat(nextRun().isCancelled()).isTrue();
  }

  @Test
  void timeout_handlerDoesNotEnd_keepsItsSlot() throws Exception {
    start(server(stubborn).concurrency(1).build());
    TaskInfo stuck = client().enqueue(Task.of("t"), timeout(Duration.ofSeconds(1)), maxRetry(0));
    TaskContext run = nextRun();
    TaskInfo next = client().enqueue(Task.of("next"));

    await().until(() -> state(stuck) == TaskState.ARCHIVED);
    await().during(Duration.ofMillis(200)).until(() -> state(next) == TaskState.PENDING);
    assertThatIllegalStateException().isThrownBy(() -> run.writeResult(new byte[1]));
    release.countDown();

    await().until(() -> isGone(next));
    assertThat(state(stuck)).isEqualTo(TaskState.ARCHIVED);
  }

  @Test
  void timeout_handlersComputeOnAllCores_otherDutiesGoOn() throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    AtomicBoolean computed = new AtomicBoolean();
    TaskHandler computing =
        (task, context) -> {
          while (!computed.get()) {
            Thread.onSpinWait();
          }
          return Outcome.done();
        };
    start(server(computing).concurrency(cores).build());
    try {
      for (int i = 0; i < cores; i++) {
        client().enqueue(Task.of("t"), timeout(Duration.ofSeconds(1)));
      }

      await()
          .untilAsserted(() ->
              assertThat(inspector().queueCounts("default"))
                  .containsEntry(TaskState.RETRY, (long) cores));
    } finally {
      computed.set(true);
    }
  }

  @Test
  void cancel_handlerWaits_isInterruptedAndTriedAgain() throws Exception {
    start(server(waiting).build());
    TaskInfo task = client().enqueue(Task.of("t"));
    nextRun();

    broker().publishCancel(task.id());

    await().until(() -> state(task) == TaskState.RETRY);
    assertThat(inspector().task("default", task.id()).orElseThrow().lastError())
        .isEqualTo("context canceled");
  }

  @Test
  void cancel_handlerSaysWhatToDo_isObeyed() throws Exception {
    start(
        server(
                (task, context) -> {
                  try {
                    return waiting.handle(task, context);
                  } catch (InterruptedException e) {
                    return Outcome.revoke();
                  }
                })
            .build());
    TaskInfo task = client().enqueue(Task.of("t"));
    nextRun();

    broker().publishCancel(task.id());

    await().until(() -> isGone(task));
  }

  @Test
  void cancel_handlerDoesNotEnd_taskIsTriedAgainAllTheSame() throws Exception {
    start(server(stubborn).build());
    TaskInfo task = client().enqueue(Task.of("t"));
    nextRun();

    broker().publishCancel(task.id());

    await().until(() -> state(task) == TaskState.RETRY);
    release.countDown();
  }

  @Test
  void stop_handlersFinishInTime_theirTasksAreDone() throws Exception {
    TaskServer server = start(server(waiting).build());
    TaskInfo task = client().enqueue(Task.of("t"));
    nextRun();
    // A fetch that is under way may still bring a task, so wait until the server waits for a push.
    await().until(() -> raw().clientList().contains("cmd=blmove"));

    server.quiesce();
    TaskInfo late = client().enqueue(Task.of("late"));
    release.countDown();
    stop(server, LONG);

    assertThat(isGone(task)).isTrue();
    assertThat(state(late)).isEqualTo(TaskState.PENDING);
  }

  @Test
  void stop_handlersDoNotFinish_theirTasksGoBackOldestFirst() throws Exception {
    TaskServer server = start(server(waiting).concurrency(3).build());
    List<String> ids = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 4; i++) {
      ids.add(client().enqueue(Task.of("t" + i), maxRetry(0)).id());
    }
    for (int i = 0; i < 3; i++) {
      nextRun();
    }

    stop(server, Duration.ofSeconds(1));

    assertThat(raw().lrange("asynq:{default}:pending", 0, -1).reversed()).isEqualTo(ids);
    assertThat(raw().keys("asynq:{default}:active")).isEmpty();
    assertThat(raw().keys("asynq:{default}:lease")).isEmpty();
    assertThat(inspector().task("default", ids.getFirst()).orElseThrow().retried()).isZero();
  }

  @Test
  void stop_handlerIgnoresTheInterrupt_itsTaskGoesBackAllTheSame() throws Exception {
    TaskServer server = start(server(stubborn).build());
    TaskInfo task = client().enqueue(Task.of("t"));
    TaskContext run = nextRun();

    stop(server, Duration.ofSeconds(1));

    assertThat(state(task)).isEqualTo(TaskState.PENDING);
    assertThat(run.isCancelled()).isTrue();
    release.countDown();
  }

  @Test
  void stop_isInterrupted_unfinishedTasksGoBackAtOnce() throws Exception {
    TaskServer server = start(server(stubborn).build());
    TaskInfo task = client().enqueue(Task.of("t"));
    nextRun();
    Thread stopping =
        Thread.ofPlatform()
            .start(() ->
                assertThatExceptionOfType(InterruptedException.class)
                    .isThrownBy(() -> server.stop(Deadline.in(Duration.ofMinutes(1)))));
    await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);

    stopping.interrupt();

    assertThat(stopping.join(Duration.ofSeconds(10))).isTrue();
    assertThat(state(task)).isEqualTo(TaskState.PENDING);
    assertThat(raw().zcard("asynq:servers")).isZero();
    release.countDown();
  }

  private TaskBroker broker() {
    return open(RedisBroker.connect(target()));
  }

  private TaskContext nextRun() throws InterruptedException {
    TaskContext run = runs.poll(20, TimeUnit.SECONDS);
    assertThat(run).isNotNull();
    return run;
  }
}
