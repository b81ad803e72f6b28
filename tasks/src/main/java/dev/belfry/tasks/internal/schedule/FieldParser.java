package dev.belfry.tasks.internal.schedule;

import dev.belfry.tasks.CronSyntaxException;
import java.util.List;
import java.util.regex.MatchResult;

/** Reads one field: a list of {@code base[/step]}, as robfig's parser for Go does. */
final class FieldParser {
  private final CronField field;
  private final int number;
  private final String text;
  private final int position;

  private FieldParser(CronField field, List<MatchResult> words, int index) {
    this.field = field;
    number = index + 1;
    text = words.get(index).group();
    position = words.get(index).start();
  }

  /** Reads the field that is the word at {@code index} of its schedule. */
  static FieldSet parse(CronField field, List<MatchResult> words, int index) {
    return new FieldParser(field, words, index).list();
  }

  /** Empty items are skipped, so that a field of commas only matches nothing and never fires. */
  private FieldSet list() {
    long bits = 0;
    boolean star = false;
    for (String item : text.split(",", -1)) {
      if (!item.isEmpty()) {
        FieldSet set = item(item);
        bits |= set.bits();
        star |= set.star();
      }
    }
    return new FieldSet(bits, star);
  }

  private FieldSet item(String item) {
    String[] parts = item.split("/", -1);
    if (parts.length > 2) {
      throw error("too many slashes: " + item, "write one step, like */15");
    }
    String[] ends = parts[0].split("-", -1);
    // What follows "*-" is ignored, as it always was; schedules in use may rely on it.
    boolean any = ends[0].equals("*") || ends[0].equals("?");
    if (!any && ends.length > 2) {
      throw error("too many hyphens: " + item, "write a range as first-last");
    }
    int first = any ? field.min : value(ends[0]);
    int last;
    if (any) {
      last = field.max;
    } else if (ends.length == 2) {
      last = value(ends[1]);
    } else {
      last = parts.length == 2 ? field.max : first;
    }
    int step = parts.length == 2 ? step(parts[1]) : 1;
    check(first, last, item);
    return new FieldSet(range(first, last, step), any && step == 1);
  }

  private void check(int first, int last, String item) {
    if (first < field.min) {
      throw error("beginning of range (" + first + ") below minimum (" + field.min + "): " + item);
    }
    if (last > field.max) {
      throw error("end of range (" + last + ") above maximum (" + field.max + "): " + item);
    }
    if (first > last) {
      throw error(
          "beginning of range (" + first + ") beyond end of range (" + last + "): " + item,
          "ranges do not wrap around, write two of them");
    }
  }

  private static long range(int first, int last, int step) {
    long bits = 0;
    for (long value = first; value <= last; value += step) {
      bits |= 1L << value;
    }
    return bits;
  }

  private int value(String text) {
    int named = field.named(text);
    return named >= 0 ? named : number(text);
  }

  private int step(String text) {
    int step = number(text);
    if (step == 0) {
      throw error("step of range should be a positive number: " + this.text);
    }
    return step;
  }

  private int number(String text) {
    int number;
    try {
      number = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw error("failed to parse int from '" + text + "'");
    }
    if (number < 0) {
      throw error("negative number (" + number + ") not allowed: " + this.text);
    }
    return number;
  }

  private CronSyntaxException error(String problem) {
    return error(problem, "it takes " + field.accepted() + ", *, lists, ranges and steps");
  }

  private CronSyntaxException error(String problem, String hint) {
    return new CronSyntaxException(
        "field " + number + " (" + field + "): " + problem + "; " + hint, position);
  }
}
