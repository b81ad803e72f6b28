package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.TaskAggregator;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When and how groups are aggregated.
 *
 * @param aggregator merges tasks; null if this server does not aggregate
 * @param gracePeriod how long a group must have got no task
 * @param maxDelay how long a task waits at most; zero for no such limit
 * @param maxSize how many tasks are enough; zero for no such limit
 */
public record GroupPolicy(
    @Nullable TaskAggregator aggregator, Duration gracePeriod, Duration maxDelay, int maxSize) {
  /** At most so many tasks are merged at once: they are all in memory then. */
  public static final int MAX_SET = 10_000;

  /** That of a server that was told nothing else: it does not aggregate. */
  public static final GroupPolicy USUAL =
      new GroupPolicy(null, Duration.ofMinutes(1), Duration.ZERO, 0);
}
