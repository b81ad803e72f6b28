package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.TaskState;
import java.util.Comparator;

/**
 * A list or set of tasks. Places are searched in their order: by queue, then state, then group.
 *
 * @param queue the queue
 * @param state the state of all tasks in it
 * @param group the group of all tasks in it; empty unless they are aggregating
 */
public record SearchPlace(String queue, TaskState state, String group)
    implements Comparable<SearchPlace> {
  private static final Comparator<SearchPlace> ORDER =
      Comparator.comparing(SearchPlace::queue)
          .thenComparing(SearchPlace::state)
          .thenComparing(SearchPlace::group);

  /** Whether it is a list, and no sorted set. */
  public boolean isList() {
    return state == TaskState.PENDING || state == TaskState.ACTIVE;
  }

  @Override
  public int compareTo(SearchPlace other) {
    return ORDER.compare(this, other);
  }
}
