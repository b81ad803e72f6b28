package dev.belfry.tasks.internal.redis;

import java.util.List;

/**
 * What a look into a queue brought.
 *
 * @param status why there are tasks or none
 * @param tasks the oldest first
 */
public record Fetch(Status status, List<LeasedTask> tasks) {

  /** Why there are tasks or none. */
  public enum Status {
    /** There are tasks. */
    FOUND,
    /** The queue had nothing to run: wait for a push. */
    EMPTY,
    /** The queue is paused: look again later, a push does not matter. */
    PAUSED
  }

  public Fetch {
    tasks = List.copyOf(tasks);
  }
}
