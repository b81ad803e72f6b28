package dev.belfry.tasks;

/** A queue cannot be deleted because of its tasks. */
public final class QueueNotEmptyException extends TaskException {
  private static final long serialVersionUID = 1;

  public QueueNotEmptyException(String message) {
    super(message);
  }
}
