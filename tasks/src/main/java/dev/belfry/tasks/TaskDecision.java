package dev.belfry.tasks;

/**
 * A handler of a decoded payload that says what becomes of the task.
 *
 * @param <T> the type of the payload
 */
@FunctionalInterface
public interface TaskDecision<T> {

  /**
   * Does the work.
   *
   * @throws Exception if it failed
   */
  Outcome handle(T payload, TaskContext context) throws Exception;
}
