package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.internal.wire.Keys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What an attempt does while it runs. Thread-safe. */
final class Leasing {
  /** More in one script would keep Redis from others for too long. */
  private static final int MAX_BATCH = 500;

  private static final int LOST = 0;
  private static final int CANCELLED = 2;

  private final RedisLink link;
  private final RedisClock clock;

  Leasing(RedisLink link, RedisClock clock) {
    this.link = link;
    this.clock = clock;
  }

  Extension extend(String queue, List<Lease> leases) {
    var extended = new ArrayList<Lease>();
    var lost = new ArrayList<Lease>();
    var cancelled = new ArrayList<Lease>();
    for (int start = 0; start < leases.size(); start += MAX_BATCH) {
      var portion = leases.subList(start, Math.min(start + MAX_BATCH, leases.size()));
      extendPortion(link.keys(queue), portion, extended, lost, cancelled);
    }
    return new Extension(extended, lost, cancelled);
  }

  private void extendPortion(
      Keys keys,
      List<Lease> leases,
      List<Lease> extended,
      List<Lease> lost,
      List<Lease> cancelled) {
    var arguments = new Arguments().add(keys.taskPrefix()).add(TaskBroker.LEASE.toSeconds());
    leases.forEach(lease -> arguments.add(lease.id()).add(lease.owner()));
    var reply = link.list(Script.EXTEND, arguments, keys.lease());
    clock.sample(reply.number(1));
    for (int i = 0; i < leases.size(); i++) {
      Lease lease = leases.get(i);
      if (reply.number(2 + i) == CANCELLED) {
        cancelled.add(lease);
      }
      if (reply.number(2 + i) != LOST) {
        extended.add(new Lease(lease.queue(), lease.id(), lease.owner(), reply.number(0)));
      } else {
        lost.add(lease);
      }
    }
  }

  /** The task's queue is not known, so all are asked. */
  void noteCancel(Collection<String> queues, String taskId) {
    List<CompletionStage<Long>> noted = new ArrayList<>();
    for (String queue : queues) {
      noted.add(link.start(Script.CANCEL, new Arguments(), link.keys(queue).task(taskId)));
    }
    noted.forEach(link::await);
  }

  boolean writeResult(Lease lease, byte[] result) {
    var keys = link.keys(lease.queue());
    var arguments = new Arguments().add(lease.id()).add(lease.owner()).add(result);
    long stored = link.number(Script.RESULT, arguments, keys.task(lease.id()), keys.lease());
    return stored == 1;
  }
}
