package dev.belfry.tasks.holes;

import static dev.belfry.tasks.TaskOption.deadline;
import static dev.belfry.tasks.TaskOption.maxRetry;
import static dev.belfry.tasks.TaskOption.timeout;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.service.Health;
import dev.belfry.tasks.OnRedis;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.RetryDelay;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskException;
import dev.belfry.tasks.TaskHandler;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskMeters;
import dev.belfry.tasks.TaskServer;
import dev.belfry.tasks.TaskState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Handlers and other users' code that Go does not cope with. */
@Execution(ExecutionMode.CONCURRENT)
class HandlerHolesTest extends OnRedis {
  private static final class TooManyRequests extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final CountDownLatch release = new CountDownLatch(1);
  private final List<Throwable> reported = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<String> started = new LinkedBlockingQueue<>();

  /** Goes on whatever happens, until the test ends. */
  private final TaskHandler hanging =
      (task, context) -> {
        started.add(task.type());
        block();
        return Outcome.done();
      };

  private void block() {
    boolean interrupted = false;
    while (release.getCount() > 0) {
      try {
        release.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Outcome fail(Throwable failure) throws Exception {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (Exception) failure;
  }

  @AfterEach
  void releaseHandlers() {
    release.countDown();
  }

  private TaskInfo look(TaskInfo task) {
    return inspector().task(task.queue(), task.id()).orElseThrow();
  }

  private void awaitState(TaskInfo task, TaskState state) {
    await().atMost(ofSeconds(20)).until(() -> state(task) == state);
  }

  @Test
  void a13_deadlineHasPassedBeforeTheRun_isArchivedAtOnceUnrun() throws Exception {
    var calls = new AtomicInteger();
    start(
        server(
                (task, context) -> {
                  calls.incrementAndGet();
                  return Outcome.done();
                })
            .errorHandler((task, context, failure) -> reported.add(failure))
            .build());

    TaskInfo task = client().enqueue(Task.of("t"), deadline(Instant.now().minusSeconds(5)));

    awaitState(task, TaskState.ARCHIVED);
    assertThat(look(task).lastError()).startsWith("context deadline exceeded");
    assertThat(look(task).retried()).isZero();
    assertThat(calls).hasValue(0);
    await().until(() -> reported.size() == 1);
    assertThat(reported.getFirst()).isInstanceOf(TimeoutException.class);
  }

  @Test
  void a13_deadlinePassesDuringTheRun_isArchivedInsteadOfRetried() throws Exception {
    start(server(hanging).build());

    TaskInfo task = client().enqueue(Task.of("t"), deadline(Instant.now().plusSeconds(2)));

    awaitState(task, TaskState.ARCHIVED);
    assertThat(look(task).lastError()).isEqualTo("context deadline exceeded");
  }

  @Test
  void a14_noFailureOnTheLastAttempt_isNeitherArchivedNorCounted() throws Exception {
    start(
        server((task, context) -> fail(new TooManyRequests()))
            .isFailure(failure -> !(failure instanceof TooManyRequests))
            .retryDelay(RetryDelay.fixed(Duration.ofMinutes(1)))
            .build());

    TaskInfo task = client().enqueue(Task.of("t"), maxRetry(0));

    awaitState(task, TaskState.RETRY);
    assertThat(look(task).retried()).isZero();
    assertThat(look(task).lastError()).contains("TooManyRequests");
    assertThat(raw().get("asynq:{default}:failed")).isNull();
    assertThat(raw().get("asynq:{default}:processed")).isNull();
  }

  @Test
  void a15_allCallbacksThrow_tasksAreTriedAgainAndTheServerLives() throws Exception {
    TaskServer server =
        start(
            server((task, context) ->
                    task.type().equals("bad")
                        ? fail(new StackOverflowError("deep"))
                        : Outcome.done())
                .isFailure(failure -> {
                  throw new AssertionError("isFailure");
                })
                .retryDelay((retried, failure, task) -> {
                  throw new AssertionError("retryDelay");
                })
                .errorHandler((task, context, failure) -> {
                  throw new AssertionError("errorHandler");
                })
                .concurrency(1)
                .build());

    TaskInfo bad = client().enqueue(Task.of("bad"));
    awaitState(bad, TaskState.RETRY);
    assertThat(look(bad).retried()).isEqualTo(1);
    TaskInfo good = client().enqueue(Task.of("good"));

    await().until(() -> isGone(good));
    assertThat(server.health()).isEqualTo(Health.up());
  }

  @Test
  void a15_allCallbacksBlock_outcomesAreWrittenAndTheServerLives() throws Exception {
    start(
        server((task, context) ->
                switch (task.type()) {
                  case "bad" -> fail(new IllegalStateException("no"));
                  case "slow" -> hanging.handle(task, context);
                  default -> Outcome.done();
                })
            .retryDelay((retried, failure, task) -> {
              block();
              return Duration.ZERO;
            })
            .errorHandler((task, context, failure) -> block())
            .concurrency(2)
            .build());

    TaskInfo slow = client().enqueue(Task.of("slow"), timeout(ofSeconds(1)));
    TaskInfo bad = client().enqueue(Task.of("bad"));

    awaitState(bad, TaskState.RETRY);
    awaitState(slow, TaskState.RETRY);
    TaskInfo good = client().enqueue(Task.of("good"));
    await().atMost(ofSeconds(20)).until(() -> isGone(good));
  }

  @Test
  void a15_aHealthListenerThatThrows_isAskedAgain() throws Exception {
    var calls = new AtomicInteger();
    start(
        server(hanging)
            .healthCheck(
                health -> {
                  calls.incrementAndGet();
                  throw new IllegalStateException("listener");
                },
                Duration.ofMillis(50))
            .build());

    await().until(() -> calls.get() >= 3);
  }

  @Test
  void a16_cancelIsNotHeard_reachesTheRunWithTheHeartbeat() throws Exception {
    start(
        server(
                (task, context) -> {
                  started.add(task.type());
                  release.await();
                  return Outcome.done();
                })
            .errorHandler((task, context, failure) -> reported.add(failure))
            .build());
    TaskInfo task = client().enqueue(Task.of("t"));
    assertThat(started.poll(20, TimeUnit.SECONDS)).isEqualTo("t");

    // What the inspector notes; the message on the channel was lost while the server reconnected.
    String record = "asynq:{default}:t:" + task.id();
    raw().hset(record, "belfry_cancel", raw().hget(record, "belfry_owner"));

    awaitState(task, TaskState.RETRY);
    assertThat(look(task).lastError()).isEqualTo("context canceled");
    await().until(() -> reported.size() == 1);
    assertThat(reported.getFirst()).isInstanceOf(CancellationException.class);
  }

  @Test
  void a16_cancelOfAnEarlierRun_doesNotConcernTheNext() throws Exception {
    TaskInfo task = client().enqueue(Task.of("t"));
    raw().hset("asynq:{default}:t:" + task.id(), "belfry_cancel", "somebody/1");
    var runs = new AtomicInteger();
    start(
        server(
                (any, context) -> {
                  runs.incrementAndGet();
                  // Longer than it takes until the next heartbeat.
                  release.await(6, TimeUnit.SECONDS);
                  return context.isCancelled() ? Outcome.archive("cancelled") : Outcome.done();
                })
            .build());

    await().atMost(ofSeconds(20)).until(() -> isGone(task));
    assertThat(runs).hasValue(1);
  }

  @Test
  void a17_hungHandlers_areCutOffCountedAndSeenInHealth() throws Exception {
    var meters = new SimpleMeterRegistry();
    TaskServer server =
        start(
            server(hanging)
                .concurrency(2)
                .meters(meters)
                .errorHandler((task, context, failure) -> reported.add(failure))
                .build());
    TaskInfo first = client().enqueue(Task.of("a"), timeout(ofSeconds(1)));
    TaskInfo second = client().enqueue(Task.of("b"), timeout(ofSeconds(1)), maxRetry(0));

    awaitState(first, TaskState.RETRY);
    awaitState(second, TaskState.ARCHIVED);

    assertThat(meters.get(TaskMeters.OVERSTAYING).gauge().value()).isEqualTo(2);
    assertThat(server.health())
        .isInstanceOfSatisfying(
            Health.Down.class, down -> assertThat(down.reason()).contains("all 2 slots"));
    await().until(() -> reported.size() == 2);
    release.countDown();
    await().until(() -> server.health().equals(Health.up()));
    TaskInfo next = client().enqueue(Task.of("next"));
    await().until(() -> isGone(next));
  }

  @Test
  void failures_asValues_areReportedToo() throws Exception {
    start(
        server((task, context) ->
                task.type().equals("retry")
                    ? Outcome.retryIn(Duration.ofMinutes(1), "later")
                    : Outcome.archive("never"))
            .errorHandler((task, context, failure) -> reported.add(failure))
            .build());
    client().enqueue(Task.of("retry"));
    client().enqueue(Task.of("archive"));

    await().until(() -> reported.size() == 2);
    assertThat(reported).hasOnlyElementsOfType(TaskException.class);
    assertThat(reported).extracting(Throwable::getMessage).containsOnly("later", "never");
  }
}
