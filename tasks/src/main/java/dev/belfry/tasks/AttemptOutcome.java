package dev.belfry.tasks;

/** How an attempt to run a task ended. */
public enum AttemptOutcome {
  /** It succeeded. */
  DONE,
  /** It failed, and the task is tried again. */
  RETRY,
  /** The task is to run again, and this attempt does not count: it was snoozed, for example. */
  AGAIN,
  /** It failed, and the task was given up. */
  ARCHIVED,
  /** Its worker died, or stalled past its lease. */
  WORKER_LOST,
  /** It failed at a server of Go, of which no more is known. */
  FAILED
}
