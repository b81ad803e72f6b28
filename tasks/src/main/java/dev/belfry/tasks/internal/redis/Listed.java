package dev.belfry.tasks.internal.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list of tasks.
 *
 * @param entries in their order
 * @param total how many there are in all
 */
public record Listed(List<Entry> entries, long total) {
  public Listed {
    entries = List.copyOf(entries);
  }

  /**
   * An id in the list.
   *
   * @param id as it is listed
   * @param task the task, or null
   * @param problem why there is none
   */
  public record Entry(String id, @Nullable StoredTask task, String problem) {}
}
