package dev.belfry.tasks;

import java.util.List;

/**
 * What is known of the attempts to run a task. Immutable.
 *
 * @param attempts the newest first, at most {@value #MAX}; the last failure at a server of Go is
 *     among them if it is the newest one
 * @param unknown how many failed attempts are known by their number only: those at servers of Go,
 *     and those that are too many to keep
 */
public record AttemptHistory(List<Attempt> attempts, int unknown) {
  /** As many as a page shows. Each takes some 100 bytes, and its error. */
  public static final int MAX = 20;

  public AttemptHistory {
    attempts = List.copyOf(attempts);
  }
}
