package dev.belfry.tasks.internal.schedule;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Fires again and again after the same time.
 *
 * @param seconds the time between two fires, at least 1
 */
record IntervalTimes(long seconds) implements FireTimes {

  @Override
  public Optional<ZonedDateTime> next(ZonedDateTime after) {
    return Optional.of(after.truncatedTo(ChronoUnit.SECONDS).plusSeconds(seconds));
  }

  @Override
  public Optional<ZonedDateTime> nextShared(ZonedDateTime after) {
    long next = (Math.floorDiv(after.toEpochSecond(), seconds) + 1) * seconds;
    return Optional.of(Instant.ofEpochSecond(next).atZone(after.getZone()));
  }
}
