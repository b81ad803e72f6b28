package dev.belfry.console.internal.audit;

import org.jspecify.annotations.Nullable;

/**
 * What somebody is about to do. Immutable.
 *
 * @param action such as {@code task.delete}
 * @param queue the queue it is about
 * @param target the task, schedule, job or topic
 * @param reason why
 */
public record Act(
    String action, @Nullable String queue, @Nullable String target, @Nullable String reason) {

  /** Something with a task. */
  public static Act task(String action, String queue, String id, @Nullable String reason) {
    return new Act("task." + action, queue, id, reason);
  }

  /** Something with a queue. */
  public static Act queue(String action, String queue, @Nullable String reason) {
    return new Act("queue." + action, queue, null, reason);
  }

  /** Something else. */
  public static Act of(String action, @Nullable String target, @Nullable String reason) {
    return new Act(action, null, target, reason);
  }
}
