package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.QueueOrder;
import dev.belfry.tasks.RetryDelay;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskHandler;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.util.Map;
import java.util.function.Function;

/**
 * What a task server was told. Immutable.
 *
 * @param name the server's name in logs
 * @param concurrency how many tasks run at once
 * @param prefetch how many more are held ready for the next free slots
 * @param queues the queues and their priorities
 * @param order how to choose among the queues
 * @param handler runs the tasks
 * @param retryDelay how long a failed task waits
 * @param taskOf makes the task that the handler sees
 */
public record ServerSettings(
    String name,
    int concurrency,
    int prefetch,
    Map<String, Integer> queues,
    QueueOrder order,
    TaskHandler handler,
    RetryDelay retryDelay,
    Function<TaskMessage, Task> taskOf) {
  public ServerSettings {
    queues = Map.copyOf(queues);
  }
}
