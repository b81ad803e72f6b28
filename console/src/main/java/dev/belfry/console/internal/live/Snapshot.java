package dev.belfry.console.internal.live;

import dev.belfry.tasks.ServerEntry;
import java.util.ArrayList;
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

  /** The same numbers, with something that needs attention before all else. */
  Snapshot with(long next, Attention first) {
    List<Attention> all = new ArrayList<>(overview.attention());
    all.addFirst(first);
    var now =
        new Overview(overview.at(), all, overview.totals(), overview.rates(), overview.sampleMs());
    return new Snapshot(next, now, queues, servers, takenAt);
  }
}
