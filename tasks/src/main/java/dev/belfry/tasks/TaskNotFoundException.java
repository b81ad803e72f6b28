package dev.belfry.tasks;

/** The queue has no such task. */
public final class TaskNotFoundException extends TaskException {
  private static final long serialVersionUID = 1;

  public TaskNotFoundException(String queue, String id) {
    super("queue '" + queue + "' has no task '" + id + "': it may be done, or deleted");
  }
}
