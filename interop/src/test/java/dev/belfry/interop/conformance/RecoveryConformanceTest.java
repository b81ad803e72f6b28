package dev.belfry.interop.conformance;

import static dev.belfry.interop.store.GoTask.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.interop.peer.BelfryWorker;
import dev.belfry.interop.peer.GoClient;
import dev.belfry.interop.peer.GoClient.Order;
import dev.belfry.interop.peer.GoProgram;
import dev.belfry.interop.peer.GoServer;
import dev.belfry.interop.store.GoQueue;
import dev.belfry.interop.store.Store;
import dev.belfry.service.Deadline;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskHandler;
import dev.belfry.tasks.TaskServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Cases 42 to 44: a worker dies, or takes long, and the other side looks after it. Leases end when
 * they end: these cases take more than a minute each, all at the same time, beside all others.
 */
@Execution(ExecutionMode.CONCURRENT)
class RecoveryConformanceTest {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

  /** For how long asynq leaves a lease alone that is over. */
  private static final long GO_SLACK = 30;

  /** Between two looks of asynq's recoverer, and a little more. */
  private static final long TWO_LOOKS_OF_GO = 65;

  @BeforeAll
  static void build() {
    GoProgram.path();
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(500));
  }

  /** A Redis for one case. */
  private static final class Scene implements AutoCloseable {
    final EmbeddedRedis redis = EmbeddedRedis.create();
    final Store store;
    final GoQueue q1;
    final List<String> runs = new CopyOnWriteArrayList<>();

    Scene() {
      redis.start();
      store = new Store(redis);
      q1 = store.queue("q1").registered();
    }

    TaskServer belfry(TaskHandler handler) {
      return TaskServer.builder(RedisTarget.parse(redis.uri()))
          .queues(Map.of("q1", 1))
          .handler(handler)
          .build();
    }

    GoServer go() {
      return new GoServer(redis, GoServer.Setup.of(Map.of("q1", 1)));
    }

    long leaseEnd(String id) {
      return q1.zset("lease").getOrDefault(id, 0L);
    }

    @Override
    public void close() {
      store.close();
      redis.close();
    }
  }

  @Test
  void case42_goWorkerKilled_itsTaskRunsOnBelfryWithinTwoMinutes() throws Exception {
    try (var scene = new Scene();
        var client = new GoClient(scene.redis)) {
      String id = client.enqueue(Order.of("T", "{\"hang\":true}").queue("q1").maxRetry(0));
      try (var go = scene.go()) {
        patiently().until(() -> go.attempted() == 1);
        go.kill();
      }
      TaskServer server =
          scene.belfry((task, context) -> {
            scene.runs.add(context.taskId() + ' ' + context.retried());
            return Outcome.done();
          });
      server.start();
      try {
        patiently().until(() -> "1".equals(scene.q1.text("processed")));
        assertThat(scene.runs).containsExactly(id + " 0");
        assertThat(scene.q1.records()).isEmpty();
      } finally {
        server.stop(Deadline.in(STOP_LIMIT));
      }
    }
  }

  @Test
  void case43_belfryWorkerKilled_itsTaskRunsOnGo() throws Exception {
    try (var scene = new Scene()) {
      scene.q1.pending(task("a").with("payload", "{\"hold\":true}"));
      try (var worker = new BelfryWorker(scene.redis)) {
        assertThat(worker.awaitRun()).isEqualTo("a");
        worker.kill();
      }
      // asynq looks for dead workers when it starts, and then once a minute.
      patiently().until(() -> scene.store.second() > scene.leaseEnd("a") + GO_SLACK);
      try (var go = scene.go()) {
        patiently().until(() -> go.attempted() == 1);
        assertThat(go.attempts())
            .singleElement()
            .satisfies(attempt -> {
              assertThat(attempt.id()).isEqualTo("a");
              // asynq takes the death of the worker for a failure of the task.
              assertThat(attempt.retried()).isEqualTo(1);
            });
        patiently().until(() -> scene.q1.records().isEmpty());
      }
      assertThat(scene.q1.zset("lease")).isEmpty();
      assertThat(scene.q1.list("active")).isEmpty();
    }
  }

  @Test
  void case44_longTaskOnBelfry_isNotTakenByGo() throws Exception {
    try (var scene = new Scene()) {
      var gate = new CountDownLatch(1);
      scene.q1.pending(task("a"));
      TaskServer server =
          scene.belfry((task, context) -> {
            scene.runs.add(context.taskId());
            gate.await();
            return Outcome.done();
          });
      server.start();
      patiently().until(() -> scene.runs.size() == 1);
      try (var go = scene.go()) {
        long end = scene.store.second() + TWO_LOOKS_OF_GO;
        patiently()
            .until(() -> {
              assertThat(scene.leaseEnd("a")).isGreaterThan(scene.store.second());
              return scene.store.second() >= end;
            });
        gate.countDown();

        patiently().until(() -> "1".equals(scene.q1.text("processed")));
        assertThat(scene.runs).containsExactly("a");
        assertThat(go.attempted()).isZero();
        assertThat(scene.q1.records()).isEmpty();
      } finally {
        gate.countDown();
        server.stop(Deadline.in(STOP_LIMIT));
      }
    }
  }
}
