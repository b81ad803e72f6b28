package dev.belfry.tasks;

/**
 * Is told of each failure of a task: to count, to page, to send it to a tracker of errors. Must be
 * thread-safe.
 *
 * <p>It is called after the outcome was decided and cannot change it. It holds the slot of its task
 * for at most five seconds; then it is interrupted and the server goes on. What it throws is
 * logged.
 */
@FunctionalInterface
public interface TaskErrorHandler {

  /**
   * Called once per failed run.
   *
   * @param task the task as its handler saw it
   * @param context the run that failed; it is over
   * @param failure what the handler threw; a {@link java.util.concurrent.TimeoutException} if its
   *     time was up; a {@link java.util.concurrent.CancellationException} if it was cancelled; a
   *     {@link TaskException} with the reason if it returned {@link Outcome#retryIn} or {@link
   *     Outcome#archive}, or if its lease was lost
   * @throws Exception logged, without effect
   */
  void failed(Task task, TaskContext context, Throwable failure) throws Exception;
}
