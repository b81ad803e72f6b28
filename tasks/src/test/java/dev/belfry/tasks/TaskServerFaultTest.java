package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.maxRetry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.belfry.service.Health;
import dev.belfry.tasks.internal.redis.RedisBroker;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a server does when Redis or another worker fails. */
class TaskServerFaultTest extends OnRedis {
  private final List<String> runs = new CopyOnWriteArrayList<>();

  private final TaskHandler noting =
      (task, context) -> {
        runs.add(context.taskId());
        return Outcome.done();
      };

  @Test
  void start_redisIsDown_failsAndSaysWhatToCheck() {
    redis.kill();

    assertThatExceptionOfType(TaskStoreException.class)
        .isThrownBy(() -> server(noting).build().start())
        .withMessageContaining(String.valueOf(redis.port()));
  }

  @Test
  void worker_diedWithATask_itRunsAgainWithoutBurningAnAttempt() throws Exception {
    TaskInfo task = client().enqueue(Task.of("t"), maxRetry(0));
    RedisBroker dead = RedisBroker.connect(target());
    assertThat(dead.dequeue("default", 1, "dead").tasks()).hasSize(1);
    dead.close();
    // As if the lease had lasted its 30 s.
    raw().zadd("asynq:{default}:lease", 1, task.id());

    start(server(noting).build());

    await().until(() -> isGone(task));
    assertThat(runs).containsExactly(task.id());
    assertThat(raw().get("asynq:{default}:failed")).isNull();
  }

  @Test
  void ack_replyIsLost_taskIsDoneAndRunsOnce() throws Exception {
    FlakyProxy proxy = open(new FlakyProxy(redis.port()));
    CountDownLatch release = new CountDownLatch(1);
    TaskHandler handler =
        (task, context) -> {
          runs.add(context.taskId());
          release.await();
          return Outcome.done();
        };
    start(TaskServer.builder(RedisTarget.parse(proxy.uri())).handler(handler).build());
    TaskInfo task = client().enqueue(Task.of("t"));
    await().until(() -> runs.size() == 1);

    // Only the acknowledgement names the key of the counter.
    proxy.loseReplyTo("asynq:{default}:processed");
    release.countDown();

    assertThat(proxy.lost().await(20, TimeUnit.SECONDS)).isTrue();
    TaskInfo next = client().enqueue(Task.of("t"));
    await().until(() -> isGone(task) && isGone(next));
    assertThat(runs).containsExactly(task.id(), next.id());
    await().until(() -> "2".equals(raw().get("asynq:{default}:processed")));
  }

  @Test
  void exchange_replyIsLost_whatItTookRunsOnceAndWhatItWroteIsWrittenOnce() throws Exception {
    FlakyProxy proxy = open(new FlakyProxy(redis.port()));
    List<String> ids = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 40; i++) {
      ids.add(client().enqueue(Task.of("t"), TaskOption.taskId("task-" + (100 + i))).id());
    }
    // The exchange that names it as a success takes others in the same breath.
    proxy.loseReplyTo("task-105");
    start(
        TaskServer.builder(RedisTarget.parse(proxy.uri())).concurrency(4).handler(noting).build());
    assertThat(proxy.lost().await(20, TimeUnit.SECONDS)).isTrue();
    // Another one takes tasks while the first one connects again.
    start(server(noting).concurrency(2).build());

    await().until(() -> "40".equals(raw().get("asynq:{default}:processed")));
    assertThat(runs).containsExactlyInAnyOrderElementsOf(ids);
    await().until(() -> raw().llen("asynq:{default}:active") == 0);
    assertThat(raw().zcard("asynq:{default}:lease")).isZero();
    assertThat(raw().keys("asynq:{default}:t:*")).isEmpty();
  }

  @Test
  void redis_isAwayForAWhile_everythingRunsAndNothingTwice() throws Exception {
    Set<String> before = ConcurrentHashMap.newKeySet();
    CountDownLatch gone = new CountDownLatch(1);
    TaskServer server =
        start(
            server(
                    (task, context) -> {
                      runs.add(context.taskId());
                      if (task.type().equals("held")) {
                        gone.await();
                      }
                      return Outcome.done();
                    })
                .build());
    for (int i = 0; i < 5; i++) {
      before.add(client().enqueue(Task.of("held")).id());
    }
    await().until(() -> runs.size() == 5);
    for (int i = 0; i < 20; i++) {
      before.add(
          client().enqueue(Task.of("later"), TaskOption.processIn(Duration.ofSeconds(1))).id());
    }
    // The append-only file is synced once a second.
    await().pollDelay(Duration.ofMillis(1_100)).until(() -> true);

    redis.kill();
    gone.countDown();
    await().until(() -> server.health() instanceof Health.Down);
    redis.start();

    await().atMost(Duration.ofSeconds(15)).until(() -> Set.copyOf(runs).equals(before));
    await().until(() -> server.health() instanceof Health.Up);
    await().until(() -> "25".equals(raw().get("asynq:{default}:processed")));
    assertThat(runs).hasSize(25);
  }
}
