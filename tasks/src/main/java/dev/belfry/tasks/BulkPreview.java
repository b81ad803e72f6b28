package dev.belfry.tasks;

import java.util.List;
import java.util.Map;

/**
 * To which tasks something would be done. Immutable.
 *
 * @param counts how many, by state
 * @param sample the first of them
 * @param looked how many tasks were looked at for it
 */
public record BulkPreview(Map<TaskState, Long> counts, List<TaskInfo> sample, long looked) {
  public BulkPreview {
    counts = Map.copyOf(counts);
    sample = List.copyOf(sample);
  }

  /** How many in all. */
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
