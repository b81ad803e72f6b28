package dev.belfry.tasks;

import dev.belfry.tasks.internal.redis.RedisBroker;
import dev.belfry.tasks.internal.redis.TaskBroker;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at queues and tasks without changing them. Thread-safe. */
public final class TaskInspector implements AutoCloseable {
  private final TaskBroker broker;

  private TaskInspector(TaskBroker broker) {
    this.broker = broker;
  }

  /**
   * Connects to Redis.
   *
   * @throws TaskStoreException if Redis cannot be reached or refuses; says what to check
   */
  public static TaskInspector connect(RedisTarget target) {
    return new TaskInspector(RedisBroker.connect(target));
  }

  /** The names of all queues, in alphabetical order. */
  public Set<String> queues() {
    return broker.queues();
  }

  /** How many tasks the queue has in each state; all zero for an unknown queue. */
  public Map<TaskState, Long> queueCounts(String queue) {
    return broker.counts(queue);
  }

  /**
   * A task by its id, or empty if the queue has no such task.
   *
   * @throws TaskException if the task is there but cannot be read
   */
  public Optional<TaskInfo> task(String queue, String id) {
    return broker
        .task(queue, id)
        .map(stored ->
            new TaskInfo(
                stored.message(),
                stored.state(),
                stored.nextProcessAt(),
                stored.result().toByteArray()));
  }

  /** Releases the connection. */
  @Override
  public void close() {
    broker.close();
  }
}
