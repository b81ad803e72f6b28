package dev.belfry.tasks;

/** There is no such queue: no task was ever stored in it, or it was deleted. */
public final class QueueNotFoundException extends TaskException {
  private static final long serialVersionUID = 1;

  public QueueNotFoundException(String queue) {
    super("queue '" + queue + "' does not exist: check its name; the first task makes a queue");
  }
}
