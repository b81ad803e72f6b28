package dev.belfry.tasks;

/**
 * Something that is wrong with the store of tasks, as {@link Doctor#examine} saw it twice.
 * Immutable.
 *
 * @param kind what it is
 * @param queue the queue it concerns; empty if none
 * @param subject the id of the task, the name of the group, or the key it concerns
 * @param place the list or set of the queue in which it was seen; empty if that says nothing
 * @param detail what was seen
 */
public record Finding(FindingKind kind, String queue, String subject, String place, String detail) {

  @Override
  public String toString() {
    String where = queue.isEmpty() ? subject : "queue '" + queue + "', '" + subject + "'";
    String seen = detail.isEmpty() ? "" : " (" + detail + ")";
    return kind + ": " + where + ": " + kind.meaning() + seen;
  }
}
