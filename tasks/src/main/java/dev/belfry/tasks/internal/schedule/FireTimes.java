package dev.belfry.tasks.internal.schedule;

import java.time.ZonedDateTime;
import java.util.Optional;

/** The moments at which a schedule fires. Implementations are immutable. */
public sealed interface FireTimes permits CalendarTimes, IntervalTimes {

  /** The first moment strictly after {@code after}, in the zone of {@code after}. */
  Optional<ZonedDateTime> next(ZonedDateTime after);

  /**
   * As {@link #next}, but the same in every process: an interval counts from the epoch and not from
   * {@code after}.
   */
  default Optional<ZonedDateTime> nextShared(ZonedDateTime after) {
    return next(after);
  }
}
