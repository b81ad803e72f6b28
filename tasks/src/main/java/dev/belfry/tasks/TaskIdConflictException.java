package dev.belfry.tasks;

/** A task with the chosen id is in the queue already, in whatever state. Nothing was stored. */
public final class TaskIdConflictException extends TaskException {
  private static final long serialVersionUID = 1;

  TaskIdConflictException(String id, String queue) {
    super("task id conflicts with another task: '" + id + "' exists in queue '" + queue + "'");
  }
}
