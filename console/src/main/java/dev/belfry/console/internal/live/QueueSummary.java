package dev.belfry.console.internal.live;

import dev.belfry.tasks.QueueSample;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a queue stands, as the API says it. Immutable. */
public record QueueSummary(
    String queue,
    long size,
    StateCounts counts,
    long groups,
    long latencyMs,
    @Nullable Long memoryBytes,
    boolean paused,
    @Nullable Instant pausedSince,
    long processedToday,
    long failedToday,
    long processedTotal,
    long failedTotal,
    Rates rates,
    long consumers,
    long orphans,
    long pastDue) {

  static QueueSummary of(
      QueueSample sample, Rates rates, @Nullable Long memoryBytes, long consumers) {
    return new QueueSummary(
        sample.queue(),
        sample.size(),
        StateCounts.of(sample.counts()),
        sample.groups(),
        sample.latency().toMillis(),
        memoryBytes,
        sample.pausedSince().isPresent(),
        sample.pausedSince().orElse(null),
        sample.today().processed(),
        sample.today().failed(),
        sample.total().processed(),
        sample.total().failed(),
        rates,
        consumers,
        sample.orphans(),
        sample.pastDue());
  }
}
