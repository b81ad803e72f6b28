package dev.belfry.tasks;

import dev.belfry.tasks.internal.redis.NewTask;
import dev.belfry.tasks.internal.redis.RedisBroker;
import dev.belfry.tasks.internal.redis.TaskBroker;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Puts tasks into queues. Thread-safe; one client for the whole process is enough, and the calls of
 * many threads share its connection without waiting for each other.
 *
 * <p>The client reconnects by itself. A call made while Redis is away waits for its return, but no
 * longer than the target's command timeout. If the reply to a call is lost with the connection, the
 * call is repeated, and knows its own task.
 */
public final class TaskClient implements AutoCloseable {
  private static final byte[] NO_RESULT = {};

  private final TaskBroker broker;

  private TaskClient(TaskBroker broker) {
    this.broker = broker;
  }

  /**
   * Connects to Redis.
   *
   * @throws TaskStoreException if Redis cannot be reached or refuses; says what to check
   */
  public static TaskClient connect(RedisTarget target) {
    return new TaskClient(RedisBroker.connect(target));
  }

  /**
   * Stores a task. It runs as soon as a worker is free, unless an option says when.
   *
   * @return the task as it was stored
   * @throws TaskIdConflictException if the chosen id is taken
   * @throws DuplicateTaskException if it is to be unique and is not
   * @throws TaskStoreException if Redis cannot be reached or refuses; after a lost connection it is
   *     not known whether the task was stored
   */
  public TaskInfo enqueue(Task task, TaskOption... options) {
    NewTask resolved = EnqueueOptions.resolve(broker.keyspace(), task, options);
    var message = resolved.message();
    return switch (broker.enqueue(resolved)) {
      case NewTask.Pending() -> info(resolved, TaskState.PENDING, broker.now());
      case NewTask.Scheduled(Instant due) -> info(resolved, TaskState.SCHEDULED, due);
      case NewTask.Grouped() -> info(resolved, TaskState.AGGREGATING, null);
      case NewTask.IdConflict() -> throw new TaskIdConflictException(message.id(), message.queue());
      case NewTask.Duplicate() -> throw new DuplicateTaskException(message.type(), message.queue());
    };
  }

  private static TaskInfo info(NewTask task, TaskState state, @Nullable Instant next) {
    return new TaskInfo(task.message(), state, next, NO_RESULT);
  }

  /** Releases the connection. */
  @Override
  public void close() {
    broker.close();
  }
}
