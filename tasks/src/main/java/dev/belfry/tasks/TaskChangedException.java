package dev.belfry.tasks;

/** A task is no longer what the caller expected it to be; nothing was changed. */
public final class TaskChangedException extends TaskException {
  private static final long serialVersionUID = 1;

  public TaskChangedException(String queue, String id) {
    super("task '" + id + "' of queue '" + queue + "' has changed meanwhile: read it again");
  }
}
