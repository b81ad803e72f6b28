package dev.belfry.console.internal.live;

import java.time.Instant;
import java.util.List;

/** What needs attention, and how everything stands. Immutable. */
public record Overview(
    Instant at, List<Attention> attention, Totals totals, Rates rates, long sampleMs) {

  /** Sums over all queues. */
  public record Totals(
      long queues,
      long paused,
      long tasks,
      StateCounts counts,
      long processedToday,
      long failedToday,
      long servers,
      long concurrency,
      long busy,
      long schedules) {}
}
