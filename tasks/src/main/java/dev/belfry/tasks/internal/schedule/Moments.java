package dev.belfry.tasks.internal.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * The moments of a schedule, the same in every process.
 *
 * @param times the schedule
 * @param zone its zone, unless it names one
 */
public record Moments(FireTimes times, ZoneId zone) {
  /** A schedule of seconds has enough moments in here, one of months is found in a few leaps. */
  private static final Duration FIRST_WINDOW = Duration.ofMinutes(1);

  private static final int GROWTH = 4;

  /** The first moment after {@code after}. */
  public Optional<Instant> next(Instant after) {
    return times.nextShared(after.atZone(zone)).map(ZonedDateTime::toInstant);
  }

  /**
   * The last {@code limit} moments after {@code after} and up to {@code until}, in their order.
   * Looks from the end in growing windows: an outage may have been long, and a schedule dense.
   */
  List<Instant> last(int limit, Instant after, Instant until) {
    Duration window = FIRST_WINDOW;
    while (true) {
      Instant from = until.minus(window);
      boolean all = !from.isAfter(after);
      List<Instant> found = lastOf(limit, all ? after : from, until);
      if (all || found.size() == limit) {
        return found;
      }
      window = window.multipliedBy(GROWTH);
    }
  }

  private List<Instant> lastOf(int limit, Instant after, Instant until) {
    var found = new ArrayDeque<Instant>();
    Optional<Instant> moment = next(after);
    while (moment.isPresent() && !moment.get().isAfter(until)) {
      found.add(moment.get());
      if (found.size() > limit) {
        found.remove();
      }
      moment = next(moment.get());
    }
    return List.copyOf(found);
  }
}
