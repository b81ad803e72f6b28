package dev.belfry.tasks.internal.schedule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The five fields of an expression, matched against a local time. */
record DateFields(
    FieldSet minute, FieldSet hour, FieldSet dayOfMonth, FieldSet month, FieldSet dayOfWeek) {

  /** Reads the five fields. */
  static DateFields parse(String[] fields) {
    return new DateFields(
        FieldParser.parse(CronField.MINUTE, fields[0]),
        FieldParser.parse(CronField.HOUR, fields[1]),
        FieldParser.parse(CronField.DAY_OF_MONTH, fields[2]),
        FieldParser.parse(CronField.MONTH, fields[3]),
        FieldParser.parse(CronField.DAY_OF_WEEK, fields[4]));
  }

  /** The first matching minute at or after {@code from}, or null if none up to {@code lastYear}. */
  @Nullable LocalDateTime atOrAfter(LocalDateTime from, int lastYear) {
    LocalDateTime start = ceilingMinute(from);
    LocalDate date = start.toLocalDate();
    if (matches(date)) {
      LocalTime time = time(start.getHour(), start.getMinute());
      if (time != null) {
        return date.atTime(time);
      }
    }
    LocalTime first = time(0, 0);
    if (first == null) {
      return null;
    }
    LocalDate next = nextDate(date.plusDays(1), lastYear);
    return next == null ? null : next.atTime(first);
  }

  boolean matches(LocalDate date) {
    return month.has(date.getMonthValue()) && matchesDay(date);
  }

  /** Two restricted day fields match either way; a star in one leaves it to the other. */
  private boolean matchesDay(LocalDate date) {
    boolean byMonth = dayOfMonth.has(date.getDayOfMonth());
    boolean byWeek = dayOfWeek.has(date.getDayOfWeek().getValue() % 7);
    boolean both = dayOfMonth.star() || dayOfWeek.star();
    return both ? byMonth && byWeek : byMonth || byWeek;
  }

  private @Nullable LocalDate nextDate(LocalDate from, int lastYear) {
    LocalDate date = from;
    while (date.getYear() <= lastYear) {
      int matching = month.atLeast(date.getMonthValue());
      if (matching < 0) {
        date = LocalDate.of(date.getYear() + 1, 1, 1);
      } else if (matching > date.getMonthValue()) {
        date = LocalDate.of(date.getYear(), matching, 1);
      } else if (matchesDay(date)) {
        return date;
      } else {
        date = date.plusDays(1);
      }
    }
    return null;
  }

  private @Nullable LocalTime time(int fromHour, int fromMinute) {
    int h = hour.atLeast(fromHour);
    int m = h < 0 ? -1 : minute.atLeast(h == fromHour ? fromMinute : 0);
    if (h >= 0 && m < 0 && h == fromHour && fromMinute > 0) {
      h = hour.atLeast(fromHour + 1);
      m = minute.atLeast(0);
    }
    return h < 0 || m < 0 ? null : LocalTime.of(h, m);
  }

  private static LocalDateTime ceilingMinute(LocalDateTime time) {
    LocalDateTime floor = time.truncatedTo(ChronoUnit.MINUTES);
    return floor.equals(time) ? floor : floor.plusMinutes(1);
  }
}
