package dev.belfry.tasks.internal.redis;

import java.time.Duration;
import java.util.Optional;

/**
 * What a look for tasks that are due brought.
 *
 * @param moved how many became ready to run
 * @param next after which time to look again for the next one; empty if nothing waits. It is never
 *     too late, but may be up to a second early, and then the next look tells the exact time
 */
public record Forwarded(int moved, Optional<Duration> next) {

  /** Both of two looks. */
  Forwarded and(Forwarded other) {
    var earlier =
        next.isEmpty() || other.next.filter(it -> it.compareTo(next.get()) < 0).isPresent()
            ? other.next
            : next;
    return new Forwarded(moved + other.moved, earlier);
  }
}
