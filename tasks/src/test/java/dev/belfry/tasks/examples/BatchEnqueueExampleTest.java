package dev.belfry.tasks.examples;

import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.taskId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.EnqueueResult;
import dev.belfry.tasks.OnRedis;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskIdConflictException;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What docs/tasks.md shows on enqueuing many tasks. */
class BatchEnqueueExampleTest extends OnRedis {

  // snippet
  record Invoice(long customer) {}

  /** Returns the customers of whom it is not known whether their invoice will be sent. */
  List<Task> sendInvoices(TaskClient client, List<Long> customers, String month) {
    List<Task> tasks =
        customers.stream()
            .map(id -> Task.of("invoice:send", new Invoice(id)).with(taskId(month + "-" + id)))
            .toList();
    List<Task> unknown = new ArrayList<>();
    for (EnqueueResult result : client.enqueueAll(tasks, queue("low"))) {
      switch (result) {
        case EnqueueResult.Stored(TaskInfo task) -> {}
        case EnqueueResult.Refused(Task task, TaskIdConflictException asked) -> {} // before
        case EnqueueResult.Refused(Task task, TaskStoreException away) -> unknown.add(task);
        case EnqueueResult.Refused(Task task, var other) -> throw other;
      }
    }
    return unknown; // may be enqueued again: their ids keep them from being sent twice
  }

  CompletableFuture<String> remind(TaskClient client, long customer) {
    return client
        .enqueueAsync(Task.of("invoice:remind", new Invoice(customer)))
        .thenApply(TaskInfo::id); // on a network thread: must not block
  }

  // end

  @Test
  void invoices_someWereAskedForBefore_areStoredOnce() throws Exception {
    assertThat(sendInvoices(client(), List.of(1L, 2L), "2030-01")).isEmpty();
    assertThat(sendInvoices(client(), List.of(2L, 3L), "2030-01")).isEmpty();
    assertThat(raw().llen("asynq:{low}:pending")).isEqualTo(3);
    String id = remind(client(), 7).get(5, TimeUnit.SECONDS);
    assertThat(inspector().task("default", id)).isPresent();
  }

  @Test
  void noTasks_noCommandIsSent() {
    raw().configResetstat();
    assertThat(client().enqueueAll(List.of())).isEmpty();
    assertThat(raw().info("commandstats")).doesNotContain("cmdstat_evalsha");
  }
}
