package dev.belfry.tasks;

import dev.belfry.tasks.internal.redis.RedisBroker;
import dev.belfry.tasks.internal.redis.TaskAdmin;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at queues and tasks without changing them. Thread-safe. */
public final class TaskInspector implements AutoCloseable {
  private final RedisBroker broker;
  private final TaskAdmin admin;

  private TaskInspector(RedisBroker broker) {
    this.broker = broker;
    admin = broker.admin();
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

  /** Finds what is wrong with the store, and repairs it on request; uses this connection. */
  public Doctor doctor() {
    return new Doctor(admin);
  }

  /** Releases the connection. */
  @Override
  public void close() {
    broker.close();
  }
}
