package dev.belfry.tasks.examples;

import static dev.belfry.tasks.TaskOption.queue;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.service.Health;
import dev.belfry.tasks.AttemptNotes;
import dev.belfry.tasks.OnRedis;
import dev.belfry.tasks.QueueOrder;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskHandler;
import dev.belfry.tasks.TaskMeters;
import dev.belfry.tasks.TaskMux;
import dev.belfry.tasks.TaskServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What docs/tasks.md shows of the settings of a server. */
class ServerSettingsExampleTest extends OnRedis {
  private final List<Health> seen = new CopyOnWriteArrayList<>();

  // snippet
  TaskServer orders(
      RedisTarget redis, TaskHandler handler, MeterRegistry meters, OpenTelemetry telemetry) {
    return TaskServer.builder(redis)
        .name("orders")
        .handler(handler)
        .concurrency(200) // handlers that wait for others, not for this machine
        .queues(Map.of("critical", 6, "default", 3, "low", 1)) // 6 of 10 looks go to critical
        .queueOrder(QueueOrder.WEIGHTED) // STRICT: low only when the others are empty
        .healthCheck(seen::add, ofSeconds(1))
        .attemptNotes(AttemptNotes.NONE) // only Go's fields: last error and number of failures
        .meters(meters)
        .openTelemetry(telemetry)
        .build();
  }

  /** Beside Go programs: finds sooner what they do not announce, with more commands for Redis. */
  TaskServer besideGo(RedisTarget redis, TaskHandler handler) {
    return TaskServer.builder(redis)
        .handler(handler)
        .taskCheckInterval(ofMillis(200)) // a queue that was resumed
        .delayedTaskCheckInterval(ofSeconds(1)) // delayed tasks of Go clients
        .recoverInterval(ofSeconds(5)) // tasks of dead workers
        .janitorInterval(ofSeconds(30)) // completed tasks whose retention is over,
        .janitorBatchSize(100) // in steps that Redis does in half a millisecond
        .build();
  }

  // end

  @Test
  void serversWithTheseSettings_runTasks() throws Exception {
    var meters = new SimpleMeterRegistry();
    var mux = new TaskMux().handle("order:", (task, context) -> {});
    client().enqueue(Task.of("order:close"), queue("low"));
    client().enqueue(Task.of("order:close"));

    start(orders(target(), mux, meters, OpenTelemetry.noop()));
    start(besideGo(target(), mux));

    await()
        .until(() -> meters.get(TaskMeters.PROCESSED).tag("queue", "low").counter().count() == 1);
    await().until(() -> "1".equals(raw().get("asynq:{default}:processed")));
    await().until(() -> seen.contains(Health.up()));
    assertThat(seen).containsOnly(Health.up());
  }
}
