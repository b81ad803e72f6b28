package dev.belfry.tasks.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.OnRedis;
import dev.belfry.tasks.Page;
import dev.belfry.tasks.QueueInfo;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskOption;
import dev.belfry.tasks.TaskPage;
import dev.belfry.tasks.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Looks at a queue and changes tasks by hand, as docs/tasks.md shows. */
class InspectorExampleTest extends OnRedis {

  // snippet
  String overview(TaskInspector inspector, String queue) {
    QueueInfo info = inspector.queue(queue);
    return "%d ready, %d failed for good, the oldest waits for %d s"
        .formatted(
            info.count(TaskState.PENDING),
            info.count(TaskState.ARCHIVED),
            info.latency().toSeconds());
  }

  /** Gives tasks that failed because of a mistake in their data another chance. */
  int correct(TaskInspector inspector, String queue, byte[] wrong, byte[] right) {
    int corrected = 0;
    for (Page page = Page.FIRST; ; page = page.next()) {
      TaskPage found = inspector.list(queue, TaskState.SCHEDULED, page);
      for (TaskInfo task : found.readable()) {
        if (Arrays.equals(task.payload(), wrong)) {
          inspector.updatePayload(queue, task.id(), wrong, right); // not if it changed meanwhile
          inspector.reschedule(queue, task.id(), Instant.now().plus(Duration.ofHours(2)));
          corrected++;
        }
      }
      if (!found.hasNext()) {
        return corrected;
      }
    }
  }

  // end

  @Test
  void tasksWithWrongData_areCorrectedAndPutOff() {
    TaskOption later = TaskOption.processIn(Duration.ofHours(1));
    TaskInfo wrong = client().enqueue(Task.of("mail", "wrong".getBytes(UTF_8)), later);
    TaskInfo fine = client().enqueue(Task.of("mail", "fine".getBytes(UTF_8)), later);
    client().enqueue(Task.of("mail", "now".getBytes(UTF_8)));

    assertThat(correct(inspector(), "default", "wrong".getBytes(UTF_8), "right".getBytes(UTF_8)))
        .isEqualTo(1);

    TaskInfo corrected = inspector().task("default", wrong.id()).orElseThrow();
    assertThat(corrected.payload()).isEqualTo("right".getBytes(UTF_8));
    assertThat(corrected.nextProcessAt().orElseThrow()).isAfter(fine.nextProcessAt().orElseThrow());
    assertThat(overview(inspector(), "default"))
        .isEqualTo("1 ready, 0 failed for good, the oldest waits for 0 s");
  }
}
