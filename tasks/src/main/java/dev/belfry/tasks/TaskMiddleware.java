package dev.belfry.tasks;

/**
 * Runs around handlers: logging, timing, transactions. Must be thread-safe. Added with {@link
 * TaskMux#use}.
 */
@FunctionalInterface
public interface TaskMiddleware {

  /**
   * Runs around {@code next}, usually calling it once.
   *
   * @throws Exception as {@link TaskHandler#handle}
   */
  Outcome around(Task task, TaskContext context, TaskHandler next) throws Exception;
}
