package dev.belfry.tasks;

/** No pattern of a {@link TaskMux} matches the type of a task. The task is tried again as usual. */
public final class HandlerNotFoundException extends TaskException {
  private static final long serialVersionUID = 1;

  HandlerNotFoundException(String type) {
    super(
        "handler not found for task \""
            + type
            + "\"; register a pattern that is equal to it or a prefix of it");
  }
}
