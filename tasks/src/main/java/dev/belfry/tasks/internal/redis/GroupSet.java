package dev.belfry.tasks.internal.redis;

import java.util.UUID;

/**
 * Tasks that were taken from a group to be aggregated.
 *
 * @param queue the queue
 * @param group the group that they were taken from
 * @param id names the set; a task that it is aggregated to gets the same id
 */
public record GroupSet(String queue, String group, String id) {
  /** Seconds after which a set counts as abandoned; part of the format. */
  static final long LIFE_S = 120;

  /** The name of a set that is to be made. */
  public static GroupSet next(String queue, String group) {
    return new GroupSet(queue, group, UUID.randomUUID().toString());
  }

  @Override
  public String toString() {
    return "set " + id + " of group '" + group + "' in queue '" + queue + "'";
  }
}
