package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.maxRetry;
import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.retention;
import static dev.belfry.tasks.TaskOption.taskId;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What docs/tasks.md shows. */
class TasksExampleTest extends OnRedis {

  // snippet
  record Charge(String order, long cents) {}

  Outcome charge(Charge charge, TaskContext context) {
    return switch (bank(charge)) {
      case "paid" -> Outcome.done();
      case "busy" -> Outcome.snooze(ofMillis(200)); // burns no attempt
      case "timeout" -> Outcome.retryIn(ofSeconds(30), "the bank did not answer");
      default -> Outcome.archive("the bank refused"); // people look at it
    };
  }

  TaskInfo enqueue(TaskClient client) {
    return client.enqueue(
        Task.of("order:charge", new Charge("HSO1", 12_900)),
        taskId("charge-HSO1"), // a second one is a TaskIdConflictException
        processIn(ofMillis(300)),
        maxRetry(5),
        retention(ofHours(24)));
  }

  TaskServer server(RedisTarget redis) {
    var mux = new TaskMux().decide("order:charge", Charge.class, this::charge);
    return TaskServer.builder(redis).handler(mux).build();
  }

  TaskScheduler scheduler(RedisTarget redis) {
    return TaskScheduler.builder(redis)
        .register("CRON_TZ=Asia/Shanghai 0 3 * * *", Task.of("report:daily"), maxRetry(3))
        .build();
  }

  // end

  private final AtomicInteger calls = new AtomicInteger();

  private String bank(Charge charge) {
    assertThat(charge.cents()).isEqualTo(12_900);
    return calls.incrementAndGet() == 1 ? "busy" : "paid";
  }

  @Test
  void charge_bankIsBusyAtFirst_isPaidInTheEnd() throws Exception {
    start(scheduler(target()));
    start(server(target()));

    TaskInfo task = enqueue(client());

    await().until(() -> state(task) == TaskState.COMPLETED);
    assertThat(calls).hasValue(2);
  }
}
