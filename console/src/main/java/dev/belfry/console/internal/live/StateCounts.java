package dev.belfry.console.internal.live;

import dev.belfry.tasks.TaskState;
import java.util.Map;

/** How many tasks are in each state. Immutable. */
public record StateCounts(
    long active,
    long pending,
    long aggregating,
    long scheduled,
    long retry,
    long archived,
    long completed) {
  static final StateCounts NONE = new StateCounts(0, 0, 0, 0, 0, 0, 0);

  /** As a queue has them. */
  public static StateCounts of(Map<TaskState, Long> counts) {
    return new StateCounts(
        counts.getOrDefault(TaskState.ACTIVE, 0L),
        counts.getOrDefault(TaskState.PENDING, 0L),
        counts.getOrDefault(TaskState.AGGREGATING, 0L),
        counts.getOrDefault(TaskState.SCHEDULED, 0L),
        counts.getOrDefault(TaskState.RETRY, 0L),
        counts.getOrDefault(TaskState.ARCHIVED, 0L),
        counts.getOrDefault(TaskState.COMPLETED, 0L));
  }

  StateCounts and(StateCounts other) {
    return new StateCounts(
        active + other.active,
        pending + other.pending,
        aggregating + other.aggregating,
        scheduled + other.scheduled,
        retry + other.retry,
        archived + other.archived,
        completed + other.completed);
  }

  /** All of them. */
  public long sum() {
    return active + pending + aggregating + scheduled + retry + archived + completed;
  }
}
