package dev.belfry.tasks.examples;

import static dev.belfry.tasks.TaskOption.replaceFinished;
import static dev.belfry.tasks.TaskOption.taskId;
import static dev.belfry.tasks.TaskOption.uniqueBy;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.DuplicateTaskException;
import dev.belfry.tasks.OnRedis;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskInfo;
import org.junit.jupiter.api.Test;

/** What docs/tasks.md shows on unique tasks. */
class UniqueTasksExampleTest extends OnRedis {

  // snippet
  record Reindex(String shop, String reason) {}

  /** However often somebody asks, a shop waits for at most one run. */
  boolean askForReindex(TaskClient client, Reindex reindex) {
    try {
      client.enqueue(
          Task.of("shop:reindex", reindex),
          uniqueBy(reindex.shop(), ofHours(6)), // longer than the task may take with its retries
          replaceFinished()); // one that was given up does not block the next one
      return true;
    } catch (DuplicateTaskException alreadyAsked) {
      return false;
    }
  }

  /** The id stays the same, so that the newest import of a shop can always be looked up. */
  TaskInfo importShop(TaskClient client, String shop) {
    return client.enqueue(Task.of("shop:import"), taskId("import-" + shop), replaceFinished());
  }

  // end

  @Test
  void reindex_askedForTwice_waitsOnce() {
    assertThat(askForReindex(client(), new Reindex("a", "new prices"))).isTrue();
    assertThat(askForReindex(client(), new Reindex("a", "new pictures"))).isFalse();
    assertThat(askForReindex(client(), new Reindex("b", "new prices"))).isTrue();
    assertThat(importShop(client(), "a").id()).isEqualTo("import-a");
    assertThat(raw().llen("asynq:{default}:pending")).isEqualTo(3);
  }
}
