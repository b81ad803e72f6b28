package dev.belfry.tasks.internal.schedule;

import java.util.Locale;

/** One of the fields of a schedule, in the order in which they are written. */
enum CronField {
  SECOND("second", 0, 59, ""),
  MINUTE("minute", 0, 59, ""),
  HOUR("hour", 0, 23, ""),
  DAY_OF_MONTH("day of month", 1, 31, ""),
  MONTH("month", 1, 12, "janfebmaraprmayjunjulaugsepoctnovdec"),
  DAY_OF_WEEK("day of week", 0, 6, "sunmontuewedthufrisat");

  private static final int NAME_LENGTH = 3;

  final int min;
  final int max;
  private final String label;
  private final String names;

  CronField(String label, int min, int max, String names) {
    this.label = label;
    this.min = min;
    this.max = max;
    this.names = names;
  }

  /** The number that {@code name} stands for in this field, or -1. */
  int named(String name) {
    int index = name.length() == NAME_LENGTH ? names.indexOf(name.toLowerCase(Locale.ROOT)) : -1;
    return index % NAME_LENGTH == 0 ? index / NAME_LENGTH + min : -1;
  }

  /** What this field accepts, for error messages. */
  String accepted() {
    String range = min + "-" + max;
    if (names.isEmpty()) {
      return range;
    }
    String first = names.substring(0, NAME_LENGTH);
    String last = names.substring(names.length() - NAME_LENGTH);
    return range + " or " + first + "-" + last + " (" + min + " is " + first + ")";
  }

  @Override
  public String toString() {
    return label;
  }
}
