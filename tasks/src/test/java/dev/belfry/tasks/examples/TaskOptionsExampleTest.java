package dev.belfry.tasks.examples;

import static dev.belfry.tasks.TaskOption.deadline;
import static dev.belfry.tasks.TaskOption.header;
import static dev.belfry.tasks.TaskOption.maxRetry;
import static dev.belfry.tasks.TaskOption.once;
import static dev.belfry.tasks.TaskOption.processAt;
import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.retention;
import static dev.belfry.tasks.TaskOption.taskId;
import static dev.belfry.tasks.TaskOption.timeout;
import static dev.belfry.tasks.TaskOption.unique;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.tasks.DuplicateTaskException;
import dev.belfry.tasks.OnRedis;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskIdConflictException;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** What docs/tasks.md shows of the options of a task. */
class TaskOptionsExampleTest extends OnRedis {

  // snippet
  record Order(String sn, String tenant) {}

  TaskInfo closeUnlessPaid(TaskClient client, Order order) {
    return client.enqueue(
        Task.of("order:close", order),
        taskId("close-" + order.sn()), // refused while a task of that id exists,
        once(ofDays(1)), // and for a day, though it is done by then
        processIn(ofMinutes(30)),
        header("tenant", order.tenant()));
  }

  TaskInfo ship(TaskClient client, Order order, Instant opening) {
    return client.enqueue(
        Task.of("order:ship", order),
        queue("warehouse"),
        processAt(opening),
        deadline(opening.plus(ofHours(8))), // archived, unrun, if nobody got to it
        timeout(ofSeconds(90)), // of each attempt
        maxRetry(3), // four attempts in all
        retention(ofDays(7))); // can be looked at for a week
  }

  TaskInfo recount(TaskClient client, String warehouse) {
    return client.enqueue(Task.of("stock:count", warehouse), unique(ofMinutes(10)));
  }

  // end

  @Test
  void options_areStoredWithTheTask() {
    var order = new Order("HSO1", "cn-7");
    TaskInfo close = closeUnlessPaid(client(), order);
    assertThat(close.headers()).containsEntry("tenant", "cn-7");
    assertThat(close.state()).isEqualTo(TaskState.SCHEDULED);
    assertThatThrownBy(() -> closeUnlessPaid(client(), order))
        .isInstanceOf(TaskIdConflictException.class);

    Instant opening = Instant.now().plus(ofHours(9)).truncatedTo(ChronoUnit.SECONDS);
    TaskInfo ship = ship(client(), order, opening);
    assertThat(ship.queue()).isEqualTo("warehouse");
    assertThat(ship.nextProcessAt()).contains(opening);
    assertThat(ship.deadline()).contains(opening.plus(ofHours(8)));
    assertThat(ship.maxRetry()).isEqualTo(3);

    recount(client(), "north");
    recount(client(), "south");
    assertThatThrownBy(() -> recount(client(), "north")).isInstanceOf(DuplicateTaskException.class);
  }
}
