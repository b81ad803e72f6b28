package dev.belfry.console.internal.live;

import dev.belfry.tasks.ServerEntry;
import java.util.List;

/**
 * How everything stood at one moment, for all viewers. Immutable.
 *
 * @param number grows with each sample
 * @param overview the sums, and what needs attention
 * @param queues each queue
 * @param servers the running servers
 * @param takenAt {@link System#nanoTime} of it
 */
public record Snapshot(
    long number, Overview overview, QueueList queues, List<ServerEntry> servers, long takenAt) {
  long ageNanos() {
    return System.nanoTime() - takenAt;
  }
}
