package dev.belfry.architecture.snippets;

import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.queue;
import static java.time.Duration.ofSeconds;

import dev.belfry.service.ServiceGroup;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskMux;
import dev.belfry.tasks.TaskServer;
import java.util.Map;

final class FirstProgram {
  private FirstProgram() {}

  // snippet
  record CloseOrder(String sn) {}

  public static void main(String[] args) {
    var redis = RedisTarget.parse("redis://127.0.0.1:6379");

    try (var client = TaskClient.connect(redis)) {
      client.enqueue(
          Task.of("homestay:order:close", new CloseOrder("HSO1")),
          processIn(ofSeconds(3)),
          queue("critical"));
    }

    var mux =
        new TaskMux()
            .handle(
                "homestay:order:close",
                CloseOrder.class,
                (close, context) -> System.out.println("closing " + close.sn()));

    var tasks =
        TaskServer.builder(redis)
            .concurrency(10)
            .queues(Map.of("critical", 6, "default", 3, "low", 1))
            .handler(mux)
            .build();

    ServiceGroup.of(tasks).run(); // until SIGTERM or Ctrl-C
  }
  // end
}
