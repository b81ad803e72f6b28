package dev.belfry.tasks;

import dev.belfry.tasks.internal.redis.RedisBroker;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds how many tasks do something at once, in all servers together: a number of tokens in Redis
 * that running tasks hold. Go's asynq has the same semaphore in {@code x/rate} and shares it.
 *
 * <p>A token ends with the {@linkplain TaskContext#deadline deadline} of the run that holds it, by
 * the clock of Redis, so that a holder that died gives it back in the end: give tasks that take
 * tokens a timeout. A task whose run was cut off gets its own token again.
 *
 * <p>Thread-safe; one for the whole process is enough.
 */
public final class TaskSemaphore implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TaskSemaphore.class);

  private final RedisBroker broker;
  private final String scope;
  private final int tokens;

  private TaskSemaphore(RedisBroker broker, String scope, int tokens) {
    this.broker = broker;
    this.scope = scope;
    this.tokens = tokens;
  }

  /**
   * Connects to Redis.
   *
   * @param scope names the semaphore; all who use that name share it
   * @param tokens how many tasks may hold it at once, at least one; the same everywhere
   * @throws IllegalArgumentException if the scope is blank or there are no tokens
   * @throws TaskStoreException if Redis cannot be reached or refuses; says what to check
   */
  public static TaskSemaphore connect(RedisTarget target, String scope, int tokens) {
    if (scope.isBlank()) {
      throw new IllegalArgumentException("the scope of a semaphore must not be blank");
    }
    if (tokens < 1) {
      throw new IllegalArgumentException("a semaphore needs at least one token, not " + tokens);
    }
    return new TaskSemaphore(RedisBroker.connect(target), scope, tokens);
  }

  /**
   * Takes a token for the running task, if one is free or the task has one. Does not wait.
   *
   * @throws TaskStoreException if Redis cannot be reached; the task may have a token then, which
   *     {@link #release} takes back
   */
  public boolean acquire(TaskContext context) {
    return broker.tokens().acquire(scope, tokens, context.taskId(), context.deadline());
  }

  /**
   * Gives the token of this run back; false if it had none any more.
   *
   * @throws TaskStoreException if Redis cannot be reached; the token ends with the run's deadline
   */
  public boolean release(TaskContext context) {
    return broker.tokens().release(scope, context.taskId(), context.deadline());
  }

  /**
   * Middleware that runs a task with a token, and snoozes it for {@code delay} when none is free,
   * which burns no retry. Add it to the mux of the handlers that need one; that mux can be a
   * handler of another.
   *
   * @throws IllegalArgumentException if the delay is not positive
   */
  public TaskMiddleware orSnooze(Duration delay) {
    if (!delay.isPositive()) {
      throw new IllegalArgumentException("the delay must be positive: " + delay);
    }
    return (task, context, next) -> {
      if (!acquire(context)) {
        return Outcome.snooze(delay);
      }
      try {
        return next.handle(task, context);
      } finally {
        releaseQuietly(context);
      }
    };
  }

  /** The work is done, whether or not the token can be given back now. */
  private void releaseQuietly(TaskContext context) {
    try {
      release(context);
    } catch (TaskStoreException e) {
      log.warn(
          "task {} keeps its token of semaphore \"{}\" until {}: {}",
          context.taskId(),
          scope,
          context.deadline(),
          e.getMessage());
    }
  }

  /** Releases the connection. Tokens stay with those who hold them. */
  @Override
  public void close() {
    broker.close();
  }
}
