package dev.belfry.tasks;

import java.time.Instant;
import java.util.List;

/**
 * All queues, looked at together. Immutable.
 *
 * @param queues by name
 * @param at when, on the clock of Redis
 * @param commands how many commands that took, which who looks again and again may want to bound
 */
public record QueueSamples(List<QueueSample> queues, Instant at, long commands) {
  public QueueSamples {
    queues = List.copyOf(queues);
  }
}
