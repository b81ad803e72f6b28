package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.internal.wire.Keys;
import java.util.ArrayList;
import java.util.List;

/** What an attempt does while it runs. Thread-safe. */
final class Leasing {
  /** More in one script would keep Redis from others for too long. */
  private static final int MAX_BATCH = 500;

  private final RedisLink link;
  private final RedisClock clock;

  Leasing(RedisLink link, RedisClock clock) {
    this.link = link;
    this.clock = clock;
  }

  Extension extend(String queue, List<Lease> leases) {
    var extended = new ArrayList<Lease>();
    var lost = new ArrayList<Lease>();
    for (int start = 0; start < leases.size(); start += MAX_BATCH) {
      var portion = leases.subList(start, Math.min(start + MAX_BATCH, leases.size()));
      extendPortion(link.keys(queue), portion, extended, lost);
    }
    return new Extension(extended, lost);
  }

  private void extendPortion(
      Keys keys, List<Lease> leases, List<Lease> extended, List<Lease> lost) {
    var arguments = new Arguments().add(keys.taskPrefix()).add(TaskBroker.LEASE.toSeconds());
    leases.forEach(lease -> arguments.add(lease.id()).add(lease.owner()));
    var reply = link.list(Script.EXTEND, arguments, keys.lease());
    clock.sample(reply.number(1));
    for (int i = 0; i < leases.size(); i++) {
      Lease lease = leases.get(i);
      if (reply.number(2 + i) == 1) {
        extended.add(new Lease(lease.queue(), lease.id(), lease.owner(), reply.number(0)));
      } else {
        lost.add(lease);
      }
    }
  }

  boolean writeResult(Lease lease, byte[] result) {
    var keys = link.keys(lease.queue());
    var arguments = new Arguments().add(lease.id()).add(lease.owner()).add(result);
    long stored = link.number(Script.RESULT, arguments, keys.task(lease.id()), keys.lease());
    return stored == 1;
  }
}
