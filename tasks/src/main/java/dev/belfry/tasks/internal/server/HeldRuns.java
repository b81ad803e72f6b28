package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.internal.redis.Lease;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The runs whose leases this server holds: from the fetch until the outcome is written, which may
 * be after the handler ended or, for one that overstays its time, before. Thread-safe.
 */
final class HeldRuns {
  private final Map<String, Run> byOwner = new ConcurrentHashMap<>();

  void add(Run run) {
    byOwner.put(run.lease().owner(), run);
  }

  void remove(Run run) {
    byOwner.remove(run.lease().owner());
  }

  Map<String, List<Lease>> leasesByQueue() {
    return byOwner.values().stream().map(Run::lease).collect(Collectors.groupingBy(Lease::queue));
  }

  void extended(Collection<Lease> leases) {
    for (Lease lease : leases) {
      Run run = byOwner.get(lease.owner());
      if (run != null) {
        run.extended(lease);
      }
    }
  }

  /** The runs whose leases others have now; they are no longer held. */
  List<Run> lost(Collection<Lease> leases) {
    return leases.stream()
        .map(lease -> byOwner.remove(lease.owner()))
        .filter(run -> run != null)
        .toList();
  }

  List<Run> all() {
    return List.copyOf(byOwner.values());
  }
}
