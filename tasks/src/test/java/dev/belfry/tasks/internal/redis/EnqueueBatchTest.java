package dev.belfry.tasks.internal.redis;

import static dev.belfry.tasks.TaskOption.group;
import static dev.belfry.tasks.TaskOption.header;
import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.taskId;
import static dev.belfry.tasks.TaskOption.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.EnqueueResult;
import dev.belfry.tasks.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Many tasks in one call. */
class EnqueueBatchTest extends EnqueueFixture {
  @Test
  void batch_eachTaskHasItsTrueResultInOrder() throws Exception {
    client.enqueue(TASK, queue(QUEUE), taskId("taken"));
    var results =
        client.enqueueAll(
            List.of(
                TASK.withHeader("h", "1"),
                TASK.with(taskId("taken")),
                TASK.with(unique(Duration.ofHours(1))),
                TASK.with(unique(Duration.ofHours(1))),
                TASK.with(group("g")),
                TASK.with(processIn(Duration.ofHours(2))),
                TASK.with(queue("other"), taskId("b")),
                TASK.with(taskId("b")),
                TASK.with(taskId("b"))),
            header("all", "2"),
            queue(QUEUE));
    assertThat(results.subList(0, 1)).allMatch(EnqueueResult::isStored);
    assertThat(results.stream().map(EnqueueBatchTest::outcome))
        .containsExactly(
            "PENDING",
            "TaskIdConflictException",
            "PENDING",
            "DuplicateTaskException",
            "AGGREGATING",
            "SCHEDULED",
            "PENDING",
            "TaskIdConflictException",
            "TaskIdConflictException");
    assertThat(stored(results.get(0).orThrow().id()).headers())
        .isEqualTo(Map.of("h", "1", "all", "2"));
    assertThat(list(KEYS.pending()))
        .containsExactly(
            "b", results.get(2).orThrow().id(), results.get(0).orThrow().id(), "taken");
  }

  private static String outcome(EnqueueResult result) {
    return switch (result) {
      case EnqueueResult.Stored(var info) -> info.state().name();
      case EnqueueResult.Refused(var task, var reason) -> reason.getClass().getSimpleName();
    };
  }

  @Test
  void batchOverSeveralQueuesAndScripts_keepsItsOrder() {
    var tasks = new ArrayList<Task>();
    for (int i = 0; i < 2500; i++) {
      tasks.add(Task.of("T").with(queue(i % 2 == 0 ? QUEUE : "other"), taskId("t" + i)));
    }
    var results = client.enqueueAll(tasks);
    for (int i = 0; i < 2500; i++) {
      assertThat(results.get(i).orThrow().id()).isEqualTo("t" + i);
    }
    assertThat(list(KEYS.pending()))
        .hasSize(1250)
        .startsWith("t2498", "t2496")
        .endsWith("t2", "t0");
  }

  @Test
  void batchWithLargePayloads_goesInSeveralCommands() {
    var tasks = Collections.nCopies(5, Task.of("T", new byte[700_000]));
    assertThat(client.enqueueAll(tasks, queue(QUEUE))).allMatch(EnqueueResult::isStored);
    assertThat(list(KEYS.pending())).hasSize(5);
  }
}
