package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.TaskStoreException;
import dev.belfry.tasks.internal.redis.Ack.Done;
import dev.belfry.tasks.internal.wire.TaskMessage;
import io.lettuce.core.RedisCommandTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis goes away and comes back. */
class OutageTest {
  private static final String QUEUE = "q1";

  @TempDir java.nio.file.Path directory;
  private EmbeddedRedis redis;
  private RedisBroker broker;

  @BeforeEach
  void start() throws Exception {
    redis = EmbeddedRedis.builder().dataDirectory(directory).appendOnly().build();
    redis.start();
    broker = RedisBroker.connect(RedisTarget.parse(redis.uri()));
  }

  @AfterEach
  void stop() {
    broker.close();
    redis.close();
  }

  private NewTask.Result enqueue(String id) {
    return broker.enqueue(
        new NewTask(
            TaskMessage.builder("T", id, QUEUE).build(),
            new NewTask.Now(),
            Duration.ZERO,
            NewTask.IdOrigin.GENERATED));
  }

  @Test
  void killedAndRestarted_callsInBetweenWaitAndNothingIsLost() throws Exception {
    enqueue("a");
    var task = broker.dequeue(QUEUE, 1, "server").tasks().getFirst();
    redis.kill();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var enqueued = CompletableFuture.supplyAsync(() -> enqueue("b"), threads);
      var acknowledged =
          CompletableFuture.supplyAsync(
              () -> broker.acknowledge(QUEUE, List.of(new Done(task.lease(), task.message()))),
              threads);
      redis.start();
      assertThat(enqueued.get(10, TimeUnit.SECONDS)).isEqualTo(new NewTask.Pending());
      assertThat(acknowledged.get(10, TimeUnit.SECONDS)).containsExactly(Ack.Result.APPLIED);
    }
    assertThat(broker.counts(QUEUE))
        .containsEntry(TaskState.PENDING, 1L)
        .containsEntry(TaskState.ACTIVE, 0L);
  }

  @Test
  void away_callsFailInTimeWithAHint() {
    try (var impatient =
        RedisBroker.connect(
            RedisTarget.builder("127.0.0.1", redis.port())
                .commandTimeout(Duration.ofMillis(300))
                .build())) {
      redis.kill();
      assertThatThrownBy(() -> impatient.dequeue(QUEUE, 1, "server"))
          .isInstanceOf(TaskStoreException.class)
          .hasMessageContaining("127.0.0.1:" + redis.port())
          .hasMessageContaining("check that it runs")
          .hasRootCauseInstanceOf(RedisCommandTimeoutException.class);
    }
  }

  @Test
  void listenersAndScripts_workAgainAfterARestart() throws Exception {
    var heard = new CountDownLatch(1);
    try (var subscription = broker.onCancel(id -> heard.countDown())) {
      redis.kill();
      redis.start();
      Awaitility.await()
          .ignoreExceptions()
          .until(() -> {
            broker.publishCancel("a");
            return heard.await(50, TimeUnit.MILLISECONDS);
          });
    }
    enqueue("a");
    assertThat(broker.dequeue(QUEUE, 1, "server").tasks()).hasSize(1);
  }

  @Test
  void waitForATask_goesOnAfterARestart() throws Exception {
    var wait = broker.awaitPending(QUEUE, Duration.ofSeconds(20));
    redis.kill();
    redis.start();
    enqueue("a");
    // Whether the broken wait is resumed or fails depends on how far Lettuce was in reading.
    var next =
        wait.exceptionallyCompose(broken -> broker.awaitPending(QUEUE, Duration.ofSeconds(20)));
    assertThat(next.get(15, TimeUnit.SECONDS)).isEqualTo(Wake.PENDING);
  }
}
