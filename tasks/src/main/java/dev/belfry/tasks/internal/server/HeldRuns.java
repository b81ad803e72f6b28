package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.internal.redis.Lease;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The runs whose leases this server holds: from the fetch until the outcome is written, which may
 * be after the handler ended or, for one that overstays its time, before. Thread-safe.
 */
final class HeldRuns {
  /** A run keeps its key for life; the end of its lease is not part of it. */
  private record Key(String queue, String id, String owner) {
    static Key of(Lease lease) {
      return new Key(lease.queue(), lease.id(), lease.owner());
    }
  }

  private final Map<Key, Run> runs = new ConcurrentHashMap<>();

  void add(Run run) {
    runs.put(Key.of(run.lease()), run);
  }

  void remove(Run run) {
    runs.remove(Key.of(run.lease()));
  }

  /** The runs of that fate, in the order in which they were fetched. */
  List<Run> of(Run.Fate fate) {
    return runs.values().stream()
        .filter(run -> run.fate() == fate)
        .sorted(Comparator.comparingLong(Run::sequence))
        .toList();
  }

  Map<String, List<Lease>> leasesByQueue() {
    return runs.values().stream().map(Run::lease).collect(Collectors.groupingBy(Lease::queue));
  }

  void extended(Collection<Lease> leases) {
    for (Lease lease : leases) {
      Run run = runs.get(Key.of(lease));
      if (run != null) {
        run.extended(lease);
      }
    }
  }

  /** The runs of these leases, as far as they are held. */
  List<Run> find(Collection<Lease> leases) {
    return leases.stream()
        .map(lease -> runs.get(Key.of(lease)))
        .filter(run -> run != null)
        .toList();
  }

  /** The runs whose leases others have now; they are no longer held. */
  List<Run> lost(Collection<Lease> leases) {
    return leases.stream()
        .map(lease -> runs.remove(Key.of(lease)))
        .filter(run -> run != null)
        .toList();
  }
}
