package dev.belfry.tasks.internal.server;

import java.time.Duration;

/**
 * How often a server looks for what nobody tells it.
 *
 * @param taskCheck for tasks, where no push wakes the server
 * @param delayedTaskCheck for due tasks that Go's clients scheduled
 * @param recover for tasks of dead workers; small against the 30 s for which their leases last
 * @param janitor for what is to be forgotten
 * @param janitorBatch at most how many to forget in one script
 */
public record Intervals(
    Duration taskCheck,
    Duration delayedTaskCheck,
    Duration recover,
    Duration janitor,
    int janitorBatch) {
  /** Those of a server that was told nothing else; its builder says why. */
  public static final Intervals USUAL =
      new Intervals(
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofSeconds(8),
          500);
}
