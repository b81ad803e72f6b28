package dev.belfry.tasks;

/** Why something was not done to a task that was found. */
public enum BulkRefusal {
  /** It ran, or somebody changed it, after it was found. */
  CHANGED,
  /** It is gone. */
  MISSING,
  /** A worker or an aggregator has it. */
  TAKEN,
  /** Another task has its id where it was to go. */
  ID_CONFLICT,
  /** Another task has its unique lock where it was to go. */
  DUPLICATE,
  /** There is nothing to do in its state. */
  STATE
}
