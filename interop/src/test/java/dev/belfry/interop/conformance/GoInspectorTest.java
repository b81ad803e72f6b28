package dev.belfry.interop.conformance;

import static dev.belfry.tasks.TaskOption.group;
import static dev.belfry.tasks.TaskOption.maxRetry;
import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.retention;
import static dev.belfry.tasks.TaskOption.taskId;
import static dev.belfry.tasks.TaskOption.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.interop.peer.GoInspector;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.RetryDelay;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskOption;
import dev.belfry.tasks.TaskServer;
import dev.belfry.tasks.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beyond the cases: all of asynq's inspector, on tasks that Belfry put into each state. */
class GoInspectorTest extends Conformance {
  private static final Duration HOUR = Duration.ofHours(1);

  private GoInspector go;
  private CountDownLatch gate;
  private TaskServer server;

  /** Two tasks in each state, named by it; the pending ones came when the server had no slot. */
  @BeforeEach
  void fillAllStates() throws Exception {
    go = open(new GoInspector(redis));
    gate = new CountDownLatch(1);
    server =
        start(
            server(
                    (task, context) -> {
                      context.writeResult("result".getBytes(UTF_8));
                      switch (task.type()) {
                        case "active" -> gate.await();
                        case "retry", "archived" -> throw new IllegalStateException("no luck");
                        default -> {}
                      }
                      return Outcome.done();
                    })
                .concurrency(2)
                .retryDelay(RetryDelay.fixed(HOUR))
                .build());
    for (int i = 1; i <= 2; i++) {
      enqueue("completed", i, retention(HOUR));
      enqueue("retry", i);
      enqueue("archived", i, maxRetry(0));
      enqueue("scheduled", i, processIn(HOUR));
      enqueue("aggregating", i, group("g"));
    }
    await().atMost(PATIENCE).until(() -> count(TaskState.PENDING) + count(TaskState.ACTIVE) == 0);
    enqueue("active", 1);
    enqueue("active", 2);
    await().atMost(PATIENCE).until(() -> count(TaskState.ACTIVE) == 2);
    enqueue("pending", 1);
    enqueue("pending", 2);
  }

  @AfterEach
  void openTheGate() {
    gate.countDown();
  }

  private void enqueue(String state, int i, TaskOption... options) {
    client.enqueue(
        Task.of(state, ("p" + i).getBytes(UTF_8))
            .with(queue("q1"), taskId(state + i), unique(HOUR)),
        options);
  }

  private long count(TaskState state) {
    return inspector.queueCounts("q1").getOrDefault(state, 0L);
  }

  /** What asynq did is as healthy as what Belfry did. */
  private void assertHealthy() {
    var report = inspector.doctor().examine();
    assertThat(report.isEmpty()).as("%s", report).isTrue();
  }

  @Test
  void go_countsAndListsTheTasksOfEachState() {
    var info = go.queue("q1");
    assertThat(info.states())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "pending",
                2,
                "active",
                2,
                "scheduled",
                2,
                "retry",
                2,
                "archived",
                2,
                "completed",
                2,
                "aggregating",
                2));
    assertThat(info.size()).isEqualTo(14);
    assertThat(info.groups()).isEqualTo(1);
    assertThat(info.processed()).isEqualTo(6);
    assertThat(info.failed()).isEqualTo(4);
    assertThat(info.processedTotal()).isEqualTo(6);
    assertThat(info.failedTotal()).isEqualTo(4);
    assertThat(info.latencyMs()).isPositive();
    assertThat(info.memory()).isPositive();
    assertThat(go.history("q1", 2)).hasSize(2);
    assertThat(go.history("q1", 2).getFirst().processed()).isEqualTo(6);
    assertThat(go.groups("q1")).containsExactlyEntriesOf(Map.of("g", 2));

    for (String state :
        List.of("pending", "active", "scheduled", "retry", "archived", "completed")) {
      assertThat(go.tasks("q1", state))
          .extracting(GoInspector.Task::id)
          .containsExactlyInAnyOrder(state + 1, state + 2);
    }
    assertThat(go.group("q1", "g"))
        .extracting(GoInspector.Task::id)
        .containsExactlyInAnyOrder("aggregating1", "aggregating2");
    assertThat(go.tasks("q1", "active")).noneMatch(GoInspector.Task::orphaned);
  }

  @Test
  void go_showsEachTaskAsBelfryStoredIt() {
    for (TaskState state : TaskState.values()) {
      String name = state.name().toLowerCase(Locale.ROOT);
      var shown = go.task("q1", name + 1);
      var own = inspector.task("q1", name + 1).orElseThrow();
      assertThat(shown.state()).isEqualTo(name);
      assertThat(shown.type()).isEqualTo(name);
      assertThat(shown.payload()).isEqualTo("p1");
      assertThat(shown.maxRetry()).isEqualTo(own.maxRetry());
      assertThat(shown.retried()).isEqualTo(own.retried());
      assertThat(shown.lastErr()).isEqualTo(own.lastError());
      assertThat(shown.group()).isEqualTo(own.group().orElse(""));
      assertThat(shown.result()).isEqualTo(new String(own.result(), UTF_8));
    }
  }

  @Test
  void go_runsWaitingTasks() {
    for (String id : List.of("scheduled1", "retry1", "archived1", "completed1", "aggregating1")) {
      go.run("q1", id);
      assertThat(go.task("q1", id).state()).isEqualTo("pending");
    }
    assertThat(go.all("runAll", "q1", "scheduled")).isEqualTo(1);
    assertThat(go.all("runAll", "q1", "retry")).isEqualTo(1);
    assertThat(go.all("runAll", "q1", "archived")).isEqualTo(1);
    assertThat(go.allOfGroup("runAll", "q1", "g")).isEqualTo(1);
    assertThatThrownBy(() -> go.run("q1", "active1")).isInstanceOf(GoInspector.Refused.class);
    assertHealthy();

    // 11 were waiting or are run again, and those that fail are back where they were.
    gate.countDown();
    await().atMost(PATIENCE).until(() -> count(TaskState.PENDING) + count(TaskState.ACTIVE) == 0);
    assertThat(count(TaskState.RETRY)).isEqualTo(2);
    assertThat(count(TaskState.ARCHIVED)).isEqualTo(2);
    assertThat(count(TaskState.COMPLETED)).isEqualTo(2);
    assertHealthy();
  }

  @Test
  void go_archivesWaitingTasks() {
    for (String id : List.of("pending1", "scheduled1", "retry1", "completed1", "aggregating1")) {
      go.archive("q1", id);
      assertThat(go.task("q1", id).state()).isEqualTo("archived");
    }
    assertThat(go.all("archiveAll", "q1", "pending")).isEqualTo(1);
    assertThat(go.all("archiveAll", "q1", "scheduled")).isEqualTo(1);
    assertThat(go.all("archiveAll", "q1", "retry")).isEqualTo(1);
    assertThat(go.allOfGroup("archiveAll", "q1", "g")).isEqualTo(1);
    assertThat(count(TaskState.ARCHIVED)).isEqualTo(11);
    assertHealthy();
  }

  @Test
  void go_deletesWaitingTasksWithTheirLocks() {
    for (String id :
        List.of("pending1", "scheduled1", "retry1", "completed1", "archived1", "aggregating1")) {
      go.delete("q1", id);
      assertThat(inspector.task("q1", id)).isEmpty();
      assertThat(locksOf(id)).isEmpty();
    }
    assertThat(go.all("deleteAll", "q1", "scheduled")).isEqualTo(1);
    assertThat(go.all("deleteAll", "q1", "retry")).isEqualTo(1);
    assertThat(go.all("deleteAll", "q1", "archived")).isEqualTo(1);
    assertThat(go.all("deleteAll", "q1", "completed")).isEqualTo(1);
    assertHealthy();
  }

  private List<String> locksOf(String id) {
    return store.keys().stream()
        .filter(key -> key.contains(":unique:") && id.equals(store.text(key)))
        .toList();
  }

  @Test
  void go_changesThePayloadOfAScheduledTask() {
    go.updatePayload("q1", "scheduled1", "another");

    assertThat(inspector.task("q1", "scheduled1").orElseThrow().payload())
        .isEqualTo("another".getBytes(UTF_8));
    go.run("q1", "scheduled1");
    gate.countDown();
    await().atMost(PATIENCE).until(() -> inspector.task("q1", "scheduled1").isEmpty());
    assertHealthy();
  }

  @Test
  void go_removesTheQueueByForceWhenNothingRuns_andBelfryGoesOn() throws Exception {
    stop(server, Duration.ofSeconds(3));
    go.deleteQueueByForce("q1");
    assertThat(inspector.queues()).isEmpty();
    assertThat(inspector.doctor().examine().isEmpty()).isFalse();
    inspector.doctor().repair(inspector.doctor().examine());
    assertHealthy();

    try (var later = TaskClient.connect(target())) {
      later.enqueue(Task.of("later"), queue("q1"));
      assertThat(go.tasks("q1", "pending")).hasSize(1);
    }
    assertHealthy();
  }
}
