package dev.belfry.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.interop.peer.GoClient;
import dev.belfry.interop.peer.GoClient.Order;
import dev.belfry.interop.peer.GoInspector;
import dev.belfry.interop.peer.GoProgram;
import dev.belfry.service.Deadline;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.RetryDelay;
import dev.belfry.tasks.TaskMux;
import dev.belfry.tasks.TaskServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks that Go enqueues and Belfry runs, watched by the inspector of Go. */
class GoClientBelfryServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final EmbeddedRedis redis = EmbeddedRedis.create();
  private final List<Run> runs = new CopyOnWriteArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private GoClient client;
  private GoInspector inspector;
  private TaskServer server;

  private record Run(
      String id, String payload, Map<String, String> headers, int retried, long atMs) {}

  @BeforeEach
  void start() throws Exception {
    GoProgram.path();
    redis.start();
    client = new GoClient(redis);
    inspector = new GoInspector(redis);
    var mux =
        new TaskMux()
            .handle(
                "go:",
                (task, context) -> {
                  runs.add(
                      new Run(
                          context.taskId(),
                          new String(task.payload(), StandardCharsets.UTF_8),
                          task.headers(),
                          context.retried(),
                          System.currentTimeMillis()));
                  if (task.type().equals("go:failing") && context.retried() < 2) {
                    throw new IllegalStateException("failing on request");
                  }
                  if (task.type().equals("go:held")) {
                    gate.await();
                  }
                  context.writeResult("done in Java".getBytes(StandardCharsets.UTF_8));
                });
    server =
        TaskServer.builder(RedisTarget.parse(redis.uri()))
            .concurrency(10)
            .queues(Map.of("default", 2, "critical", 3))
            .retryDelay(RetryDelay.fixed(Duration.ofSeconds(1)))
            .handler(mux)
            .build();
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    gate.countDown();
    if (server != null) {
      server.stop(Deadline.in(Duration.ofSeconds(5)));
      inspector.close();
      client.close();
    }
    redis.close();
  }

  @Test
  void delayedTask_runsWhenTheSecondHasComeThatGoWrote() {
    // Go cuts the moment down to a whole second, so up to a second of the delay is lost on its
    // side.
    long earliest = (System.currentTimeMillis() + 1_000) / 1_000 * 1_000;
    client.offer(Order.of("go:plain", "later").processIn(Duration.ofSeconds(1)));

    await().atMost(PATIENCE).until(() -> !runs.isEmpty());
    assertThat(runs.getFirst().atMs()).isGreaterThanOrEqualTo(earliest);
  }

  @Test
  void uniqueTask_isFreeAgainOnceBelfryRanIt() {
    var unique = Order.of("go:held", "u").unique(Duration.ofMinutes(1));
    assertThat(client.offer(unique).error()).isEmpty();
    await().atMost(PATIENCE).until(() -> !runs.isEmpty());
    assertThat(client.offer(unique).error()).isEqualTo("duplicate");

    gate.countDown();

    await().atMost(PATIENCE).until(() -> client.offer(unique).error().isEmpty());
  }

  @Test
  void retainedTask_isShownAsCompletedWithItsResult() {
    String id = client.offer(Order.of("go:plain", "kept").retention(Duration.ofMinutes(1))).id();

    await().atMost(PATIENCE).until(() -> inspector.tasks("default", "completed").size() == 1);
    var task = inspector.task("default", id);
    assertThat(task.state()).isEqualTo("completed");
    assertThat(task.result()).isEqualTo("done in Java");
    assertThat(task.retentionMs()).isEqualTo(60_000);
    assertThat(task.orphaned()).isFalse();
  }

  @Test
  void failingTask_isShownWithItsErrorAndCountOfRetries() {
    String id = client.offer(Order.of("go:failing", "f").retention(Duration.ofMinutes(1))).id();

    await().atMost(PATIENCE).until(() -> inspector.tasks("default", "retry").size() == 1);
    var waiting = inspector.task("default", id);
    assertThat(waiting.retried()).isPositive();
    assertThat(waiting.lastErr()).contains("failing on request");

    await().atMost(PATIENCE).until(() -> inspector.tasks("default", "completed").size() == 1);
    assertThat(runs).extracting(Run::retried).containsExactly(0, 1, 2);
    assertThat(inspector.task("default", id).retried()).isEqualTo(2);
  }
}
