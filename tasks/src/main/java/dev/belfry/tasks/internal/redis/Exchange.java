package dev.belfry.tasks.internal.redis;

import java.util.List;

/**
 * What one round trip brought that took outcomes to a queue and tasks from it.
 *
 * @param fetch the tasks
 * @param unsettled successes whose leases are not as they were known here: {@link
 *     TaskBroker#acknowledge} has to judge them
 */
public record Exchange(Fetch fetch, List<Ack.Done> unsettled) {
  public Exchange {
    unsettled = List.copyOf(unsettled);
  }
}
