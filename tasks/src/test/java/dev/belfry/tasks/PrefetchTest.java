package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.taskId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tasks that a server holds ready beyond its slots. */
@Execution(ExecutionMode.CONCURRENT)
class PrefetchTest extends OnRedis {
  private static final String ACTIVE = "asynq:{default}:active";
  private static final String PENDING = "asynq:{default}:pending";
  private static final String LEASE = "asynq:{default}:lease";

  private final List<String> runs = new CopyOnWriteArrayList<>();
  private final Semaphore permits = new Semaphore(0);

  private final TaskHandler gated =
      (task, context) -> {
        runs.add(context.taskId());
        permits.acquire();
        return Outcome.done();
      };

  private TaskServer startHolding(int concurrency, int prefetch, int tasks) throws Exception {
    for (int i = 0; i < tasks; i++) {
      client().enqueue(Task.of("t"), taskId("t" + i));
    }
    TaskServer server = start(server(gated).concurrency(concurrency).prefetch(prefetch).build());
    await().until(() -> runs.size() == concurrency);
    await().until(() -> raw().llen(ACTIVE) == Math.min(tasks, concurrency + prefetch));
    return server;
  }

  @Test
  void negative_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> server(gated).prefetch(-1));
  }

  @Test
  void slotsAreTaken_noMoreThanAgreedIsHeldAndAllRunsInOrder() throws Exception {
    startHolding(1, 3, 10);

    assertThat(raw().lrange(ACTIVE, 0, -1)).containsExactly("t3", "t2", "t1", "t0");
    permits.release(10);

    await().until(() -> "10".equals(raw().get("asynq:{default}:processed")));
    assertThat(runs).containsExactly("t0", "t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8", "t9");
  }

  @Test
  void heldTask_leaseIsExtendedAndItIsNotShownAsRunning() throws Exception {
    startHolding(1, 2, 3);
    for (String id : raw().zrange(LEASE, 0, -1)) {
      assertThat(raw().hget("asynq:{default}:t:" + id, "belfry_owner")).isNotNull();
    }
    double first = raw().zscore(LEASE, "t2");

    await().atMost(Duration.ofSeconds(15)).until(() -> raw().zscore(LEASE, "t2") > first);
    await().until(() -> !raw().keys("asynq:workers:*").isEmpty());
    String workers = raw().keys("asynq:workers:*").getFirst();
    assertThat(raw().hkeys(workers)).containsExactly("t0");
    permits.release(3);
    await().until(() -> runs.size() == 3);
  }

  @Test
  void serverIsQuiesced_heldTasksGoBackAtOnceTheOldestNext() throws Exception {
    TaskServer server = startHolding(1, 3, 5);

    server.quiesce();

    await().until(() -> raw().llen(PENDING) == 4);
    assertThat(raw().lrange(PENDING, 0, -1)).containsExactly("t4", "t3", "t2", "t1");
    assertThat(raw().lrange(ACTIVE, 0, -1)).containsExactly("t0");
    permits.release(1);
    await().until(() -> "1".equals(raw().get("asynq:{default}:processed")));
    assertThat(runs).containsExactly("t0");
  }

  @Test
  void queueIsPaused_heldTasksGoBack_andRunWhenItIsResumed() throws Exception {
    startHolding(1, 3, 8);
    raw().set("asynq:{default}:paused", "1");

    // With its outcome the server learns of the pause, if not before.
    permits.release(1);

    await().until(() -> raw().llen(ACTIVE) <= 1 && raw().llen(PENDING) >= 6);
    List<String> pending = raw().lrange(PENDING, 0, -1);
    assertThat(pending).isSortedAccordingTo(Comparator.reverseOrder());
    raw().del("asynq:{default}:paused");
    permits.release(7);
    await().until(() -> "8".equals(raw().get("asynq:{default}:processed")));
    assertThat(runs).hasSize(8).doesNotHaveDuplicates();
  }

  @Test
  void queueIsPausedWhileAllHandlersAreBusy_heldTasksGoBackAllTheSame() throws Exception {
    startHolding(1, 3, 4);
    raw().set("asynq:{default}:paused", "1");

    await().atMost(Duration.ofSeconds(20)).until(() -> raw().llen(PENDING) == 3);
    assertThat(raw().lrange(PENDING, 0, -1)).containsExactly("t3", "t2", "t1");
    permits.release(1);
  }

  @Test
  void heldTaskIsCancelled_itCountsAsAFailureAndNeverStarts() throws Exception {
    startHolding(1, 2, 3);

    raw().publish("asynq:cancel", "t1");

    await().until(() -> "retry".equals(raw().hget("asynq:{default}:t:t1", "state")));
    assertThat(inspector().task("default", "t1").orElseThrow().lastError())
        .isEqualTo("context canceled");
    assertThat(inspector().task("default", "t1").orElseThrow().retried()).isEqualTo(1);
    permits.release(2);
    await().until(() -> runs.size() == 2);
    assertThat(runs).containsExactly("t0", "t2");
  }

  @Test
  void heldTaskIsLost_itDoesNotStartHere() throws Exception {
    startHolding(1, 1, 2);
    double others = raw().zscore(LEASE, "t1") + 60;
    raw().zadd(LEASE, others, "t1");

    // Known after the next beat at the latest.
    await().atMost(Duration.ofSeconds(15)).until(() -> raw().zscore(LEASE, "t0") > others - 60);
    client().enqueue(Task.of("t"), taskId("next"));
    await().until(() -> raw().lrange(ACTIVE, 0, -1).contains("next"));
    permits.release(2);

    await().until(() -> runs.size() == 2);
    assertThat(runs).containsExactly("t0", "next");
  }

  @Test
  void timeout_beginsWhenTheHandlerStarts() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    client().enqueue(Task.of("first"), taskId("first"));
    client().enqueue(Task.of("t"), taskId("held"), TaskOption.timeout(Duration.ofSeconds(1)));
    start(
        server(
                (task, context) -> {
                  runs.add(context.taskId());
                  if (task.type().equals("first")) {
                    permits.acquire();
                  } else {
                    second.countDown();
                  }
                  return Outcome.done();
                })
            .concurrency(1)
            .prefetch(1)
            .build());
    await().until(() -> raw().llen(ACTIVE) == 2);
    // Longer than the timeout of the task that waits.
    await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
    permits.release();

    await().until(() -> "2".equals(raw().get("asynq:{default}:processed")));
    assertThat(runs).containsExactly("first", "held");
    assertThat(raw().get("asynq:{default}:failed")).isNull();
  }
}
