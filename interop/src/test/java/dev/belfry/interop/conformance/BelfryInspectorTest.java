package dev.belfry.interop.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.interop.peer.GoClient;
import dev.belfry.interop.peer.GoClient.Order;
import dev.belfry.interop.peer.GoInspector;
import dev.belfry.interop.peer.GoScheduler;
import dev.belfry.interop.peer.GoServer;
import dev.belfry.tasks.Finding;
import dev.belfry.tasks.FindingKind;
import dev.belfry.tasks.Page;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beyond the cases: Belfry's inspector, on tasks that Go put into each state. */
class BelfryInspectorTest extends Conformance {
  private static final Duration HOUR = Duration.ofHours(1);

  private GoClient go;

  @BeforeEach
  void fillAllStates() {
    go = open(new GoClient(redis));
    var server =
        new GoServer(redis, GoServer.Setup.of(Map.of("q1", 1)).concurrency(1).retryAfter(HOUR));
    // Its own way to end would wait for the task that hangs.
    open((AutoCloseable) server::kill);
    enqueue("completed", "done", order -> order.retention(HOUR));
    enqueue("retry", "{\"fail\":9}", order -> order);
    enqueue("archived", "{\"fail\":9}", order -> order.maxRetry(0));
    enqueue("scheduled", "later", order -> order.processIn(HOUR));
    enqueue("aggregating", "many", order -> order.group("g"));
    enqueue("active", "{\"hang\":true}", order -> order);
    await()
        .atMost(PATIENCE)
        .until(() -> count(TaskState.ACTIVE) == 1 && count(TaskState.RETRY) == 1);
    enqueue("pending", "waits", order -> order);
  }

  private void enqueue(String id, String payload, UnaryOperator<Order> options) {
    go.enqueue(options.apply(Order.of(id, payload).queue("q1").taskId(id).unique(HOUR)));
  }

  private long count(TaskState state) {
    return inspector.queueCounts("q1").getOrDefault(state, 0L);
  }

  @Test
  void belfry_showsWhatGoShows() {
    await()
        .atMost(PATIENCE)
        .until(() -> count(TaskState.ARCHIVED) == 1 && count(TaskState.COMPLETED) == 1);
    var goInspector = open(new GoInspector(redis));
    for (TaskState state : TaskState.values()) {
      String id = state.name().toLowerCase(Locale.ROOT);
      TaskInfo shown = inspector.task("q1", id).orElseThrow();
      GoInspector.Task own = goInspector.task("q1", id);
      assertThat(shown.state()).isEqualTo(state);
      assertThat(shown.type()).isEqualTo(own.type());
      assertThat(new String(shown.payload(), UTF_8)).isEqualTo(own.payload());
      assertThat(shown.maxRetry()).isEqualTo(own.maxRetry());
      assertThat(shown.retried()).isEqualTo(own.retried());
      assertThat(shown.lastError()).isEqualTo(own.lastErr());
      assertThat(new String(shown.result(), UTF_8)).isEqualTo(own.result());
      if (state != TaskState.AGGREGATING) {
        assertThat(inspector.list("q1", state, Page.FIRST).readable())
            .extracting(TaskInfo::id)
            .containsExactly(id);
      }
    }
    assertThat(inspector.listGroup("q1", "g", Page.FIRST).readable()).hasSize(1);
    var info = inspector.queue("q1");
    assertThat(info.counts().values()).containsOnly(1L);
    assertThat(info.today().processed()).isEqualTo(3);
    assertThat(info.today().failed()).isEqualTo(2);
  }

  /** Go does not note the lock of a task in a group, and so never releases it early. */
  @Test
  void belfry_findsAndNotesTheLockThatGoDidNot() {
    assertThat(inspector.doctor().examine().findings())
        .extracting(Finding::kind)
        .containsExactly(FindingKind.LOCK_NOT_RECORDED);

    inspector.doctor().repair(inspector.doctor().examine());

    assertThat(inspector.doctor().examine().findings()).isEmpty();
    assertThat(q1.fields("aggregating")).containsKey("unique_key");
  }

  @Test
  void belfry_showsTheServerOfGoAndCancelsItsTask() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(inspector.servers())
                .singleElement()
                .satisfies(server -> {
                  assertThat(server.queues()).isEqualTo(Map.of("q1", 1));
                  assertThat(server.concurrency()).isEqualTo(1);
                  assertThat(server.status()).isEqualTo("active");
                  assertThat(server.workers()).hasSize(1);
                }));

    inspector.cancel("q1", "active");

    await().atMost(PATIENCE).until(() -> count(TaskState.RETRY) == 2);
    assertThat(inspector.task("q1", "active").orElseThrow().lastError())
        .isEqualTo("context canceled");
  }

  @Test
  void belfry_deletesTasksOfGoWithTheirLocks() {
    for (String id : List.of("pending", "scheduled", "retry", "aggregating")) {
      inspector.delete("q1", id);
    }

    assertThat(q1.records()).doesNotContain("pending", "scheduled", "retry", "aggregating");
    for (String id : List.of("pending", "scheduled", "aggregating")) {
      assertThat(store.keys()).noneMatch(key -> key.startsWith(q1.key("unique:" + id + ':')));
    }
    assertThat(inspector.doctor().examine().findings()).isEmpty();
  }

  @Test
  void belfry_showsTheEntriesAndEventsOfASchedulerOfGo() {
    open(new GoScheduler(redis, "@every 1s", Order.of("tick", "t").queue("q9").maxRetry(3)));

    await().atMost(PATIENCE).until(() -> inspector.schedulerEntries().size() == 1);
    var entry = inspector.schedulerEntries().getFirst();
    assertThat(entry.spec()).isEqualTo("@every 1s");
    assertThat(entry.taskType()).isEqualTo("tick");
    assertThat(entry.payload()).isEqualTo("t".getBytes(UTF_8));
    assertThat(entry.options()).containsExactlyInAnyOrder("Queue(\"q9\")", "MaxRetry(3)");
    await()
        .atMost(PATIENCE)
        .until(() -> !inspector.enqueueEvents(entry.id(), Page.FIRST).isEmpty());
    String task = inspector.enqueueEvents(entry.id(), Page.FIRST).getLast().taskId();
    assertThat(inspector.task("q9", task).orElseThrow().type()).isEqualTo("tick");
  }
}
