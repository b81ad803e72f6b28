package dev.belfry.tasks;

/** What a schedule does at a moment at which the task of its last fire is not done. */
public enum Overlap {
  /** It enqueues the next task all the same, as asynq does. */
  ALLOW,
  /**
   * It leaves the moment out. A task is not done while it waits, runs, or waits for a retry; it is
   * once it has succeeded, was archived, or was removed.
   */
  SKIP
}
