package dev.belfry.tasks.internal.schedule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** The fields of a schedule, matched against a local time. */
record DateFields(
    FieldSet second,
    FieldSet minute,
    FieldSet hour,
    FieldSet dayOfMonth,
    FieldSet month,
    FieldSet dayOfWeek) {
  private static final int FROM_THE_MINUTE_ON = 5;
  private static final FieldSet AT_THE_FULL_MINUTE = new FieldSet(1, false);

  /** Reads five fields, or six if the first is the second. */
  static DateFields parse(List<MatchResult> words) {
    int minute = words.size() - FROM_THE_MINUTE_ON;
    return new DateFields(
        minute == 0 ? AT_THE_FULL_MINUTE : FieldParser.parse(CronField.SECOND, words, 0),
        FieldParser.parse(CronField.MINUTE, words, minute),
        FieldParser.parse(CronField.HOUR, words, minute + 1),
        FieldParser.parse(CronField.DAY_OF_MONTH, words, minute + 2),
        FieldParser.parse(CronField.MONTH, words, minute + 3),
        FieldParser.parse(CronField.DAY_OF_WEEK, words, minute + 4));
  }

  /**
   * The first match at or after {@code from}, a whole second; null if none up to {@code lastYear}.
   */
  @Nullable LocalDateTime atOrAfter(LocalDateTime from, int lastYear) {
    if (second.isEmpty() || minute.isEmpty() || hour.isEmpty()) {
      return null;
    }
    LocalDate date = from.toLocalDate();
    if (matches(date)) {
      LocalTime time = atOrAfter(from.toLocalTime());
      if (time != null) {
        return date.atTime(time);
      }
    }
    LocalDate next = nextDate(date.plusDays(1), lastYear);
    return next == null ? null : next.atTime(firstFrom(hour.atLeast(0)));
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

  private @Nullable LocalTime atOrAfter(LocalTime from) {
    int h = hour.atLeast(from.getHour());
    if (h == from.getHour()) {
      int m = minute.atLeast(from.getMinute());
      if (m == from.getMinute()) {
        int s = second.atLeast(from.getSecond());
        if (s >= 0) {
          return LocalTime.of(h, m, s);
        }
        m = minute.atLeast(m + 1);
      }
      if (m >= 0) {
        return LocalTime.of(h, m, second.atLeast(0));
      }
      h = hour.atLeast(h + 1);
    }
    return h < 0 ? null : firstFrom(h);
  }

  private LocalTime firstFrom(int matchingHour) {
    return LocalTime.of(matchingHour, minute.atLeast(0), second.atLeast(0));
  }
}
