package dev.belfry.tasks;

/** What became of one task of a batch. */
public sealed interface EnqueueResult {

  /**
   * It is stored.
   *
   * @param task the task as it was stored
   */
  record Stored(TaskInfo task) implements EnqueueResult {}

  /**
   * It is not stored; if the reason is a {@link TaskStoreException}, that is not known.
   *
   * @param task the task as it was given
   * @param reason what {@link TaskClient#enqueue} would have thrown
   */
  record Refused(Task task, TaskException reason) implements EnqueueResult {}

  /** Whether the task is stored for sure. */
  default boolean isStored() {
    return this instanceof Stored;
  }

  /**
   * The task as it was stored.
   *
   * @throws TaskException the reason, if it is not stored
   */
  default TaskInfo orThrow() {
    return switch (this) {
      case Stored(TaskInfo task) -> task;
      case Refused(Task task, TaskException reason) -> throw reason;
    };
  }
}
