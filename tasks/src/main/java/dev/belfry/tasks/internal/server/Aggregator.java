package dev.belfry.tasks.internal.server;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.TaskAggregator;
import dev.belfry.tasks.internal.redis.GroupCheck;
import java.util.List;

/**
 * Merges groups of tasks: a watch per queue says when, and each set is merged on its own thread.
 */
final class Aggregator {
  private final List<GroupWatch> watches;
  private final SetWorkers workers;

  Aggregator(ServerContext context, TaskAggregator aggregator) {
    GroupPolicy policy = context.settings().groups();
    var limits =
        new GroupCheck.Limits(
            policy.gracePeriod(), policy.maxDelay(), policy.maxSize(), GroupPolicy.MAX_SET);
    workers = new SetWorkers(context, aggregator);
    watches =
        context.settings().queues().keySet().stream()
            .map(queue -> new GroupWatch(context, queue, limits, workers))
            .toList();
    workers.onRoom(() -> watches.forEach(GroupWatch::wake));
  }

  void start() {
    watches.forEach(GroupWatch::start);
  }

  /** Takes no more sets from now on. */
  void quiesce() {
    watches.forEach(GroupWatch::quiesce);
  }

  /** Sets that are not merged at the deadline go back to their groups. */
  void stop(Deadline deadline) throws InterruptedException {
    quiesce();
    for (GroupWatch watch : watches) {
      watch.stop(deadline);
    }
    workers.stop(deadline);
  }
}
