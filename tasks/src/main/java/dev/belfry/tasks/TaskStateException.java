package dev.belfry.tasks;

/** What was asked for cannot be done to a task in its state; the message says what to do. */
public final class TaskStateException extends TaskException {
  private static final long serialVersionUID = 1;

  private final TaskState state;

  public TaskStateException(TaskState state, String message) {
    super(message);
    this.state = state;
  }

  /** The state that the task is in. */
  public TaskState state() {
    return state;
  }
}
