package dev.belfry.interop.conformance;

import static dev.belfry.interop.store.GoTask.task;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.interop.peer.BelfryWorker;
import dev.belfry.interop.peer.GoClient;
import dev.belfry.interop.peer.GoClient.Order;
import dev.belfry.interop.peer.GoInspector;
import dev.belfry.interop.peer.GoServer;
import dev.belfry.interop.store.Proto;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.TaskHandler;
import dev.belfry.tasks.TaskServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cases 45 to 50: what servers tell, how they are told to cancel, and how they stop. */
class ServerConformanceTest extends Conformance {
  private static final Map<String, Integer> QUEUES = Map.of("q1", 6, "q2", 3);

  private final List<String> interrupted = new CopyOnWriteArrayList<>();
  private CountDownLatch gate;

  /** Waits for the gate. */
  private final TaskHandler patient =
      (task, context) -> {
        try {
          gate.await();
          return Outcome.done();
        } catch (InterruptedException e) {
          assertThat(context.isCancelled()).isTrue();
          interrupted.add(context.taskId());
          throw e;
        }
      };

  @BeforeEach
  void closeTheGate() {
    gate = new CountDownLatch(1);
    interrupted.clear();
  }

  private TaskServer.Builder serverOfTwo() {
    return server(patient).queues(QUEUES).concurrency(7);
  }

  @Test
  void case45_serverWithTwoTasks_tellsOfItselfAndOfThem() throws Exception {
    q1.registered().pending(task("a"));
    store.queue("q2").registered().pending(task("b"));
    Instant began = Instant.ofEpochSecond(store.second());
    start(serverOfTwo().build());
    await().atMost(PATIENCE).until(() -> keys("asynq:workers:{").size() == 1);
    String workers = keys("asynq:workers:{").getFirst();
    await().atMost(PATIENCE).until(() -> store.raw().hlen(workers) == 2);
    long t = store.second();

    String server = keys("asynq:servers:{").getFirst();
    assertThat(server).matches("asynq:servers:\\{[^:]+:\\d+:[0-9a-f-]{36}}");
    assertThat(workers).isEqualTo(server.replace("servers", "workers"));
    assertThat(store.zset("asynq:servers")).containsOnlyKeys(server);
    assertThat(store.zset("asynq:workers")).containsOnlyKeys(workers);
    assertThat(store.zset("asynq:servers").get(server)).isBetween(t, store.second() + 10);
    assertThat(store.zset("asynq:workers").get(workers)).isBetween(t, store.second() + 10);
    assertThat(store.ttl(server)).isBetween(1L, 10L);
    assertThat(store.ttl(workers)).isBetween(1L, 10L);
    assertThat(Proto.SERVER.decode(store.raw().get(server)))
        .containsEntry("pid", (int) ProcessHandle.current().pid())
        .containsEntry("concurrency", 7)
        .containsEntry("queues", QUEUES)
        .containsEntry("status", "active")
        .containsEntry("active_worker_count", 2)
        .doesNotContainKey("strict_priority")
        .hasEntrySatisfying(
            "start_time",
            at -> assertThat((Instant) at).isBetween(began.minusSeconds(1), began.plusSeconds(30)));
    var a = Proto.WORKER.decode(store.raw().hget(workers, "a"));
    assertThat(a)
        .containsEntry("task_id", "a")
        .containsEntry("task_type", "T")
        .containsEntry("task_payload", "p")
        .containsEntry("queue", "q1")
        .hasEntrySatisfying(
            "deadline",
            at ->
                assertThat((Instant) at)
                    .isEqualTo(((Instant) a.get("start_time")).plusSeconds(1800)));
    assertThat(Proto.WORKER.decode(store.raw().hget(workers, "b"))).containsEntry("queue", "q2");
  }

  private List<String> keys(String prefix) {
    return store.keys().stream().filter(key -> key.startsWith(prefix)).toList();
  }

  @Test
  void case46_serverWithTwoTasks_isListedByGo() throws Exception {
    var go = open(new GoInspector(redis));
    q1.registered().pending(task("a"), task("b"));
    start(serverOfTwo().build());

    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(go.servers())
                .singleElement()
                .satisfies(server -> {
                  assertThat(server.status()).isEqualTo("active");
                  assertThat(server.queues()).isEqualTo(QUEUES);
                  assertThat(server.concurrency()).isEqualTo(7);
                  assertThat(server.workers()).hasSize(2);
                  assertThat(server.workers())
                      .allSatisfy(worker ->
                          assertThat(worker.deadlineMs() - worker.startedMs())
                              .isEqualTo(1_800_000L));
                }));
  }

  @Test
  void case47_shutdownDuringATask_handsItBackToTheHead() throws Exception {
    q1.registered().pending(task("a").with("retried", 2), task("b"));
    TaskServer server = start(server(patient).concurrency(1).build());
    await().atMost(PATIENCE).until(() -> q1.list("active").equals(List.of("a")));

    stop(server, Duration.ofSeconds(1));

    assertThat(interrupted).containsExactly("a");
    assertThat(q1.list("pending")).containsExactly("b", "a");
    assertThat(q1.fields("a")).containsEntry("state", "pending");
    assertThat(q1.message("a")).containsEntry("retried", 2).doesNotContainKey("error_msg");
    assertThat(store.keys())
        .containsExactlyInAnyOrder("asynq:queues", q1.key("pending"), q1.key("t:a"), q1.key("t:b"));
  }

  @Test
  void case48_cancelledByGo_waitsForARetry() throws Exception {
    var go = open(new GoInspector(redis));
    q1.registered().pending(task("a").with("retried", 2));
    start(server(patient).build());
    await().atMost(PATIENCE).until(() -> q1.list("active").equals(List.of("a")));

    go.cancel("a");

    await().atMost(PATIENCE).until(() -> q1.zset("retry").containsKey("a"));
    assertThat(interrupted).containsExactly("a");
    assertThat(q1.message("a"))
        .containsEntry("retried", 3)
        .containsEntry("error_msg", "context canceled");
    assertThat(go.task("q1", "a").lastErr()).isEqualTo("context canceled");
    assertThat(q1.text("failed")).isEqualTo("1");
  }

  @Test
  void case49_cancelledByBelfry_waitsForARetryOfGo() throws Exception {
    var goClient = open(new GoClient(redis));
    var goServer =
        open(
            new GoServer(
                redis, GoServer.Setup.of(Map.of("q1", 1)).retryAfter(Duration.ofHours(1))));
    String id = goClient.enqueue(Order.of("T", "{\"hang\":true}").queue("q1"));
    await().atMost(PATIENCE).until(() -> goServer.attempted() == 1);

    inspector.cancel(id);

    await().atMost(PATIENCE).until(() -> q1.zset("retry").containsKey(id));
    assertThat(q1.message(id))
        .containsEntry("retried", 1)
        .containsEntry("error_msg", "context canceled");
  }

  @Test
  void case50_toldToStopBySignal_finishesButTakesNothingNew() throws Exception {
    q1.registered().pending(task("a").with("payload", "{\"hold\":true}"));
    try (var worker = new BelfryWorker(redis)) {
      assertThat(worker.awaitRun()).isEqualTo("a");

      worker.signal("TSTP");

      await().atMost(PATIENCE).until(() -> statuses().equals(List.of("stopped")));
      q1.pending(task("b"));
      worker.letFinish();
      await().atMost(PATIENCE).until(() -> "1".equals(q1.text("processed")));
      // A beat later it still lives, and has not taken the other one.
      store.raw().zadd("asynq:servers", 1.0, keys("asynq:servers:{").getFirst().getBytes(UTF_8));
      await().atMost(PATIENCE).until(() -> !store.zset("asynq:servers").containsValue(1L));
      assertThat(statuses()).containsExactly("stopped");
      assertThat(q1.list("pending")).containsExactly("b");
      assertThat(q1.records()).containsExactly("b");
    }
  }

  private List<String> statuses() {
    return keys("asynq:servers:{").stream()
        .map(key -> String.valueOf(Proto.SERVER.decode(store.raw().get(key)).get("status")))
        .toList();
  }
}
