package dev.belfry.tasks.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.BulkAction;
import dev.belfry.tasks.BulkProgress;
import dev.belfry.tasks.BulkRun;
import dev.belfry.tasks.OnRedis;
import dev.belfry.tasks.SearchLimits;
import dev.belfry.tasks.SearchPage;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskEdit;
import dev.belfry.tasks.TaskFilter;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskOption;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Looks for tasks and changes all that were found, as docs/tasks.md shows. */
class SearchExampleTest extends OnRedis {

  // snippet
  long failedCharges(TaskInspector inspector, String shop) {
    TaskFilter filter = TaskFilter.parse("state:retry,archived type:charge:* -error:refused");
    filter = filter.toBuilder().json("$.shop", shop).build();
    SearchPage page = inspector.search().find(filter, SearchLimits.DEFAULT);
    long found = page.tasks().size();
    while (page.next().isPresent()) { // each step is short; show what it found
      page = inspector.search().find(filter, page.next().get(), SearchLimits.DEFAULT);
      found += page.tasks().size();
    }
    return found;
  }

  BulkProgress chargeAgain(TaskInspector inspector, String reason) throws InterruptedException {
    TaskEdit edit = TaskEdit.builder().options(TaskOption.maxRetry(3)).build();
    TaskFilter given = TaskFilter.parse("state:archived type:charge:*");
    BulkRun run = inspector.bulk().start(new BulkAction.Requeue(edit), given, reason);
    return run.await(); // or show run.progress(), and run.cancel() on request
  }

  // end

  @Test
  void tasksThatMeetAFilter_areFoundAndRunAgain() throws Exception {
    for (String shop : new String[] {"a", "a", "b"}) {
      var task = client().enqueue(Task.of("charge:card", Map.of("shop", shop)));
      inspector().archive("default", task.id());
    }
    assertThat(failedCharges(inspector(), "a")).isEqualTo(2);
    assertThat(chargeAgain(inspector(), "the bank is back").done()).isEqualTo(3);
    assertThat(inspector().search().stream(TaskFilter.parse("state:pending")))
        .hasSize(3)
        .allSatisfy(task -> assertThat(task.maxRetry()).isEqualTo(3));
  }
}
