package dev.belfry.tasks;

/**
 * Redis could not be reached, or refused the command. The message names the server and says what to
 * check; it never holds a password.
 */
public final class TaskStoreException extends TaskException {
  private static final long serialVersionUID = 1;

  public TaskStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
