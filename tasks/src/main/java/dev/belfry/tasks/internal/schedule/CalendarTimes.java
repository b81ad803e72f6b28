package dev.belfry.tasks.internal.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fires at the instants whose local time matches the fields. Between two changes of the offset
 * local time runs like real time, so the search goes from change to change: what a spring gap
 * leaves out never matches, and what an autumn overlap repeats matches twice.
 *
 * @param fields what the local time must match
 * @param zone the zone named by the expression itself, or null for that of the caller
 */
record CalendarTimes(DateFields fields, @Nullable ZoneId zone) implements FireTimes {
  /** A schedule that finds no moment within this many years has none: 30 February. */
  private static final int YEARS_AHEAD = 5;

  @Override
  public Optional<ZonedDateTime> next(ZonedDateTime after) {
    ZoneRules rules = (zone == null ? after.getZone() : zone).getRules();
    Instant from = after.toInstant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    int lastYear = LocalDateTime.ofInstant(from, rules.getOffset(from)).getYear() + YEARS_AHEAD;
    while (true) {
      ZoneOffset offset = rules.getOffset(from);
      LocalDateTime local = fields.atOrAfter(LocalDateTime.ofInstant(from, offset), lastYear);
      @Nullable ZoneOffsetTransition change = rules.nextTransition(from);
      if (local != null
          && (change == null || local.toInstant(offset).isBefore(change.getInstant()))) {
        return Optional.of(local.toInstant(offset).atZone(after.getZone()));
      }
      if (change == null || change.getDateTimeAfter().getYear() > lastYear) {
        return Optional.empty();
      }
      from = change.getInstant();
    }
  }
}
