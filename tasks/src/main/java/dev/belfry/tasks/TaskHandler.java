package dev.belfry.tasks;

/**
 * Does the work of a task. One handler serves many tasks at the same time, each on its own virtual
 * thread, so it must be thread-safe; blocking is fine. {@link TaskMux} picks one handler by the
 * type of the task.
 *
 * <p>A task may be run more than once when a worker dies or stalls, so the work should be
 * idempotent.
 */
@FunctionalInterface
public interface TaskHandler {

  /**
   * Runs the task. The thread is interrupted when the time of the task is up, when somebody cancels
   * it, and when the server stops and its deadline is near; see {@link TaskContext#isCancelled}.
   *
   * @return what becomes of the task
   * @throws Exception if the work failed: the task is tried again after the server's {@link
   *     RetryDelay}, or archived if it has no attempts left
   */
  Outcome handle(Task task, TaskContext context) throws Exception;
}
