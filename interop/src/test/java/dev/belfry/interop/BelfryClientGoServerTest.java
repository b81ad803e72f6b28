package dev.belfry.interop;

import static dev.belfry.tasks.TaskOption.header;
import static dev.belfry.tasks.TaskOption.maxRetry;
import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.retention;
import static dev.belfry.tasks.TaskOption.taskId;
import static dev.belfry.tasks.TaskOption.timeout;
import static dev.belfry.tasks.TaskOption.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.interop.peer.GoClient;
import dev.belfry.interop.peer.GoClient.Order;
import dev.belfry.interop.peer.GoInspector;
import dev.belfry.interop.peer.GoProgram;
import dev.belfry.interop.peer.GoServer;
import dev.belfry.tasks.DuplicateTaskException;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskIdConflictException;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks that Belfry enqueues, Go runs, and the inspectors of both show. */
class BelfryClientGoServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final EmbeddedRedis redis = EmbeddedRedis.create();
  private TaskClient client;
  private TaskInspector belfry;
  private GoInspector go;

  @BeforeEach
  void start() {
    GoProgram.path();
    redis.start();
    client = TaskClient.connect(RedisTarget.parse(redis.uri()));
    belfry = TaskInspector.connect(RedisTarget.parse(redis.uri()));
    go = new GoInspector(redis);
  }

  @AfterEach
  void stop() {
    if (go != null) {
      go.close();
      belfry.close();
      client.close();
    }
    redis.close();
  }

  @Test
  void pendingTask_isShownByGoWithAllItsOptions() {
    String id =
        client
            .enqueue(
                task("java:plain", "{\"a\":1}"),
                queue("critical"),
                taskId("order-1"),
                maxRetry(7),
                timeout(Duration.ofSeconds(90)),
                retention(Duration.ofHours(1)),
                header("trace", "ü"))
            .id();

    assertThat(go.queues()).containsExactly("critical");
    assertThat(go.tasks("critical", "pending")).extracting(GoInspector.Task::id).contains(id);
    var shown = go.task("critical", "order-1");
    assertThat(shown.type()).isEqualTo("java:plain");
    assertThat(shown.payload()).isEqualTo("{\"a\":1}");
    assertThat(shown.headers()).containsEntry("trace", "ü").hasSize(1);
    assertThat(shown.maxRetry()).isEqualTo(7);
    assertThat(shown.timeoutMs()).isEqualTo(90_000);
    assertThat(shown.retentionMs()).isEqualTo(3_600_000);
    assertThat(shown.state()).isEqualTo("pending");
  }

  @Test
  void delayedTask_isScheduledAndThenRunByGo() {
    long begin = System.currentTimeMillis();
    String id = client.enqueue(task("java:plain", "x"), processIn(Duration.ofSeconds(1))).id();
    long end = System.currentTimeMillis();

    var shown = go.task("default", id);
    assertThat(shown.state()).isEqualTo("scheduled");
    // Belfry rounds up to the whole second that the format has.
    assertThat(shown.nextMs()).isBetween(begin + 1_000, end + 2_000);
    assertThat(go.tasks("default", "scheduled")).hasSize(1);
    try (var server = new GoServer(redis)) {
      await().atMost(PATIENCE).until(() -> server.attempts().size() == 1);
    }
  }

  @Test
  void retainedTask_thatGoFailsOnce_isReadByBelfry() {
    String id =
        client.enqueue(task("java:plain", "{\"fail\":1}"), retention(Duration.ofMinutes(1))).id();
    try (var server = new GoServer(redis)) {
      await()
          .atMost(PATIENCE)
          .until(() ->
              belfry.task("default", id).filter(t -> t.state() == TaskState.COMPLETED).isPresent());
      assertThat(server.attempts()).extracting(GoServer.Attempt::retried).containsExactly(0, 1);
    }
    var task = belfry.task("default", id).orElseThrow();
    assertThat(task.retried()).isEqualTo(1);
    assertThat(task.lastError()).isEqualTo("failing on request, attempt 0");
    assertThat(task.result()).asString(StandardCharsets.UTF_8).isEqualTo("done in Go");
    assertThat(task.completedAt()).isPresent();
    assertThat(go.tasks("default", "completed")).hasSize(1);
  }

  @Test
  void uniqueTask_isADuplicateOnBothSides_untilGoRanIt() {
    var hour = Duration.ofHours(1);
    client.enqueue(task("java:plain", "u"), unique(hour));

    assertThatThrownBy(() -> client.enqueue(task("java:plain", "u"), unique(hour)))
        .isInstanceOf(DuplicateTaskException.class);
    try (var goClient = new GoClient(redis)) {
      var same = Order.of("java:plain", "u").unique(hour);
      assertThat(goClient.offer(same).error()).isEqualTo("duplicate");
    }
    try (var server = new GoServer(redis)) {
      await().atMost(PATIENCE).until(() -> server.attempts().size() == 1);
    }
    client.enqueue(task("java:plain", "u"), unique(hour));
  }

  @Test
  void taskId_takenByTheOtherSide_isAConflict() {
    try (var goClient = new GoClient(redis)) {
      client.enqueue(task("java:plain", "1"), taskId("ours"));
      goClient.offer(Order.of("java:plain", "2").taskId("theirs"));

      assertThat(goClient.offer(Order.of("java:plain", "3").taskId("ours")).error())
          .isEqualTo("id conflict");
      assertThatThrownBy(() -> client.enqueue(task("java:plain", "4"), taskId("theirs")))
          .isInstanceOf(TaskIdConflictException.class);
    }
  }

  private static Task task(String type, String payload) {
    return Task.of(type, payload.getBytes(StandardCharsets.UTF_8));
  }
}
