package dev.belfry.tasks;

/**
 * A handler that either returns, and the task is done, or throws, and it is tried again.
 *
 * @param <T> what it works on: the {@link Task}, or its decoded payload
 */
@FunctionalInterface
public interface TaskAction<T> {

  /**
   * Does the work.
   *
   * @throws Exception if it failed
   */
  void run(T work, TaskContext context) throws Exception;
}
