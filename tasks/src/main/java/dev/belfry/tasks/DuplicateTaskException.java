package dev.belfry.tasks;

/**
 * A task with the same type and payload is in the queue already, and both were enqueued as unique.
 * Nothing was stored.
 */
public final class DuplicateTaskException extends TaskException {
  private static final long serialVersionUID = 1;

  DuplicateTaskException(String type, String queue) {
    super(
        "task already exists: type '"
            + type
            + "' with this payload is in queue '"
            + queue
            + "' and was enqueued as unique");
  }
}
