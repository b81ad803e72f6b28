package dev.belfry.tasks;

/** A task in a list; one that cannot be read keeps nobody from seeing the others. Immutable. */
public sealed interface ListedTask {
  /** Its id. */
  String id();

  /**
   * A task.
   *
   * @param task as it was
   */
  record Found(TaskInfo task) implements ListedTask {
    @Override
    public String id() {
      return task.id();
    }
  }

  /**
   * An id without a record, or with one that cannot be read: something for {@link Doctor}.
   *
   * @param problem what is wrong with it
   */
  record Broken(String id, String problem) implements ListedTask {}
}
