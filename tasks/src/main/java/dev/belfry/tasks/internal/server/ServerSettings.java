package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.AttemptNotes;
import dev.belfry.tasks.QueueOrder;
import dev.belfry.tasks.TaskHandler;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a task server was told. Immutable.
 *
 * @param name the server's name in logs
 * @param concurrency how many tasks run at once
 * @param prefetch how many more are held ready for the next free slots
 * @param queues the queues and their priorities
 * @param order how to choose among the queues
 * @param handler runs the tasks
 * @param attributes what handlers find in their context
 * @param failures what to do about failures
 * @param groups what to do about groups
 * @param intervals how often to look
 * @param notes whether attempts are noted in the records of their tasks
 * @param healthCheck who wants to be told about Redis, or null
 * @param forms makes the tasks that users see
 */
public record ServerSettings(
    String name,
    int concurrency,
    int prefetch,
    Map<String, Integer> queues,
    QueueOrder order,
    TaskHandler handler,
    Map<Class<?>, Object> attributes,
    FailurePolicy failures,
    GroupPolicy groups,
    Intervals intervals,
    AttemptNotes notes,
    @Nullable HealthCheck healthCheck,
    TaskForms forms) {
  public ServerSettings {
    queues = Map.copyOf(queues);
    attributes = Map.copyOf(attributes);
  }
}
