package dev.belfry.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How a queue stands. Immutable.
 *
 * @param queue its name
 * @param counts how many tasks it has in each state; {@code AGGREGATING} includes those that an
 *     aggregator has taken
 * @param groups its groups and how many tasks they have
 * @param latency how long the oldest of the tasks that are next to run has waited; zero if none
 *     does
 * @param today attempts since midnight UTC
 * @param total attempts since the queue exists
 * @param pausedSince since when it is paused; empty if it is not
 * @param at the moment of all this, on the clock of Redis
 */
public record QueueInfo(
    String queue,
    Map<TaskState, Long> counts,
    Groups groups,
    Duration latency,
    Attempts today,
    Attempts total,
    Optional<Instant> pausedSince,
    Instant at) {

  public QueueInfo {
    counts = Map.copyOf(counts);
  }

  /**
   * The groups of a queue.
   *
   * @param number how many groups have tasks
   * @param waiting tasks that wait in them
   * @param staged tasks that aggregators have taken and not finished
   */
  public record Groups(long number, long waiting, long staged) {}

  /**
   * Attempts that ended.
   *
   * @param processed all of them
   * @param failed those that failed
   */
  public record Attempts(long processed, long failed) {
    /** Those that succeeded. */
    public long succeeded() {
      return processed - failed;
    }
  }

  /** How many tasks it has in a state. */
  public long count(TaskState state) {
    return counts.getOrDefault(state, 0L);
  }

  /** How many tasks it has in all. */
  public long size() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether servers take no tasks from it. */
  public boolean isPaused() {
    return pausedSince.isPresent();
  }
}
