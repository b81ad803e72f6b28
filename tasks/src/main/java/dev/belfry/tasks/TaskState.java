package dev.belfry.tasks;

/** Where a task is in its life. The names are those of asynq. */
public enum TaskState {
  /** A worker has it. */
  ACTIVE,
  /** Ready to run. */
  PENDING,
  /** Waits for its time. */
  SCHEDULED,
  /** Failed, and waits for its next attempt. */
  RETRY,
  /** Failed for good; kept for inspection. */
  ARCHIVED,
  /** Done, and kept for as long as its retention says. */
  COMPLETED,
  /** Waits in a group to be aggregated with others. */
  AGGREGATING
}
