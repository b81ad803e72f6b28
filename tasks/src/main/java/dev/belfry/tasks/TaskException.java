package dev.belfry.tasks;

/** Something went wrong with a task or with the store that holds it. */
public class TaskException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public TaskException(String message) {
    super(message);
  }

  public TaskException(String message, Throwable cause) {
    super(message, cause);
  }
}
