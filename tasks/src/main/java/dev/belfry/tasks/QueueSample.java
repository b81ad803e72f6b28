package dev.belfry.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How a queue stands, as {@link TaskInspector#sample} saw it among all others. Immutable.
 *
 * @param queue its name
 * @param counts how many tasks it has in each state
 * @param groups how many groups are registered
 * @param latency how long the next pending task has waited; zero if none does
 * @param pausedSince since when it is paused; empty if it is not
 * @param today attempts since midnight UTC
 * @param total attempts since the queue exists
 * @param orphans active tasks whose lease is over
 * @param pastDue delayed tasks whose time was more than half a minute ago
 */
public record QueueSample(
    String queue,
    Map<TaskState, Long> counts,
    long groups,
    Duration latency,
    Optional<Instant> pausedSince,
    QueueInfo.Attempts today,
    QueueInfo.Attempts total,
    long orphans,
    long pastDue) {

  public QueueSample {
    counts = Map.copyOf(counts);
  }

  /** How many tasks it has in a state. */
  public long count(TaskState state) {
    return counts.getOrDefault(state, 0L);
  }

  /** How many tasks it has in all. */
  public long size() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
