package dev.belfry.tasks;

/** Whether a server notes its attempts. */
public enum AttemptNotes {
  /** The last {@value AttemptHistory#MAX} of each task that is not forgotten with its success. */
  KEEP,
  /** None. */
  NONE
}
