package dev.belfry.tasks;

/** A queue is paused already, or is not paused. */
public final class QueueStateException extends TaskException {
  private static final long serialVersionUID = 1;

  public QueueStateException(String message) {
    super(message);
  }
}
