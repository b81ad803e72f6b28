package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.maxRetry;
import static dev.belfry.tasks.TaskOption.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.Range;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskSemaphoreTest extends OnRedis {
  private static final String KEY = "asynq:sema:bank";

  private TaskSemaphore semaphore;
  private Instant inAMinute;

  @BeforeEach
  void connect() {
    semaphore = open(TaskSemaphore.connect(target(), "bank", 2));
    inAMinute = Instant.ofEpochSecond(second() + 60);
  }

  @Test
  void acquire_moreTasksThanTokens_givesThatMany() {
    assertThat(semaphore.acquire(run("a", inAMinute))).isTrue();
    assertThat(semaphore.acquire(run("b", inAMinute))).isTrue();
    assertThat(semaphore.acquire(run("c", inAMinute))).isFalse();
    assertThat(raw().zrangebyscore(KEY, Range.create(inAMinute.getEpochSecond(), Long.MAX_VALUE)))
        .containsExactly("a", "b");

    assertThat(semaphore.release(run("a", inAMinute))).isTrue();
    assertThat(semaphore.acquire(run("c", inAMinute))).isTrue();
  }

  @Test
  void acquire_again_isTheSameToken() {
    assertThat(semaphore.acquire(run("a", inAMinute))).isTrue();
    assertThat(semaphore.acquire(run("a", inAMinute.plusSeconds(5)))).isTrue();
    assertThat(semaphore.acquire(run("b", inAMinute))).isTrue();
    assertThat(raw().zscore(KEY, "a"))
        .isEqualTo((double) inAMinute.plusSeconds(5).getEpochSecond());
  }

  @Test
  void acquire_tokensOfGo_count() {
    raw().zadd(KEY, (double) inAMinute.getEpochSecond(), "go-1");
    raw().zadd(KEY, (double) inAMinute.getEpochSecond(), "go-2");
    assertThat(semaphore.acquire(run("a", inAMinute))).isFalse();
  }

  @Test
  void acquire_holderDied_itsTokenEndsWithItsDeadline() {
    raw().zadd(KEY, (double) (second() - 2), "dead");
    raw().zadd(KEY, (double) inAMinute.getEpochSecond(), "alive");

    assertThat(semaphore.acquire(run("a", inAMinute))).isTrue();
    assertThat(raw().zrange(KEY, 0, -1)).containsExactlyInAnyOrder("a", "alive");
  }

  @Test
  void release_byARunThatLostItsTask_leavesTheTokenOfTheNextRun() {
    semaphore.acquire(run("a", inAMinute));
    semaphore.acquire(run("a", inAMinute.plusSeconds(5)));

    assertThat(semaphore.release(run("a", inAMinute))).isFalse();
    assertThat(semaphore.release(run("a", inAMinute.plusSeconds(5)))).isTrue();
    assertThat(raw().exists(KEY)).isZero();
  }

  @Test
  void lostReplies_leaveOneTokenAndThenNone() throws Exception {
    FlakyProxy proxy = open(new FlakyProxy(redis.port()));
    TaskSemaphore flaky = open(TaskSemaphore.connect(RedisTarget.parse(proxy.uri()), "bank", 2));

    proxy.loseReplyTo("asynq:sema:");
    assertThat(flaky.acquire(run("a", inAMinute))).isTrue();
    assertThat(raw().zcard(KEY)).isEqualTo(1);
    proxy.loseReplyTo("asynq:sema:");
    flaky.release(run("a", inAMinute));
    assertThat(raw().exists(KEY)).isZero();
  }

  @Test
  void acquire_manyThreads_neverMoreHoldersThanTokens() throws Exception {
    AtomicInteger holders = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Callable<Integer>> users = new ArrayList<>();
    for (int user = 0; user < 32; user++) {
      String id = "task-" + user;
      users.add(() -> {
        int got = 0;
        TaskContext run = run(id, inAMinute);
        for (int i = 0; i < 50; i++) {
          if (semaphore.acquire(run)) {
            most.accumulateAndGet(holders.incrementAndGet(), Math::max);
            got++;
            holders.decrementAndGet();
            semaphore.release(run);
          }
        }
        return got;
      });
    }

    int got = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> each : threads.invokeAll(users)) {
        got += each.get();
      }
    }

    assertThat(got).isPositive();
    assertThat(most.get()).isBetween(1, 2);
    assertThat(raw().exists(KEY)).isZero();
  }

  @Test
  void orSnooze_noTokenIsFree_waitsWithoutBurningARetry() throws Exception {
    int tasks = 8;
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch two = new CountDownLatch(2);
    CountDownLatch done = new CountDownLatch(tasks);
    var mux =
        new TaskMux()
            .use(semaphore.orSnooze(Duration.ofMillis(100)))
            .handle(
                "pay",
                (task, context) -> {
                  most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                  two.countDown();
                  two.await();
                  atOnce.decrementAndGet();
                  done.countDown();
                });
    for (int i = 0; i < tasks; i++) {
      client().enqueue(Task.of("pay"), maxRetry(0), timeout(Duration.ofSeconds(60)));
    }
    start(server(mux).concurrency(tasks).build());

    await().until(() -> done.getCount() == 0);
    assertThat(most).hasValue(2);
    await().until(() -> raw().exists(KEY) == 0);
    assertThat(raw().exists("asynq:{default}:failed")).isZero();
  }

  @Test
  void connect_badArguments_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TaskSemaphore.connect(target(), " ", 1))
        .withMessageContaining("scope");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TaskSemaphore.connect(target(), "bank", 0))
        .withMessageContaining("at least one token");
  }

  private long second() {
    return Long.parseLong(raw().time().getFirst());
  }

  private static TaskContext run(String id, Instant deadline) {
    return (TaskContext)
        Proxy.newProxyInstance(
            TaskContext.class.getClassLoader(),
            new Class<?>[] {TaskContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "taskId" -> id;
                  case "deadline" -> deadline;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
