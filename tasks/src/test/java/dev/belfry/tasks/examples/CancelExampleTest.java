package dev.belfry.tasks.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.tasks.OnRedis;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskContext;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskMux;
import dev.belfry.tasks.TaskServer;
import dev.belfry.tasks.TaskState;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Cancels a running task, as docs/tasks.md shows. */
class CancelExampleTest extends OnRedis {

  // snippet
  Outcome export(Task task, TaskContext context) {
    for (int page = 0; page < 1_000_000; page++) {
      if (context.isCancelled()) {
        return Outcome.archive("stopped by hand on page " + page); // without this it is retried
      }
      write(page);
    }
    return Outcome.done();
  }

  TaskServer server(RedisTarget redis) {
    return TaskServer.builder(redis).handler(new TaskMux().decide("export", this::export)).build();
  }

  void giveUp(TaskInspector inspector, TaskInfo task) {
    inspector.cancel(task.id());
  }

  // end

  private final CountDownLatch writing = new CountDownLatch(1);

  private void write(int page) {
    assertThat(page).isNotNegative();
    writing.countDown();
    LockSupport.parkNanos(1_000_000);
  }

  @Test
  void cancelledTask_decidesItself() throws Exception {
    start(server(target()));
    TaskInfo task = client().enqueue(Task.of("export"));
    assertThat(writing.await(10, TimeUnit.SECONDS)).isTrue();

    giveUp(inspector(), task);

    await().until(() -> state(task) == TaskState.ARCHIVED);
    assertThat(inspector().task("default", task.id()).orElseThrow().lastError())
        .startsWith("stopped by hand");
  }
}
