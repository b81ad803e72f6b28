package dev.belfry.tasks.internal.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a whole expression: prefix, then a descriptor or five fields. */
final class CronParser {
  private static final String EVERY = "@every ";
  private static final Map<String, String> DESCRIPTORS =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");

  private CronParser() {}

  static CronExpression parse(String spec) {
    if (spec.isEmpty()) {
      throw new CronSyntaxException("empty spec string; write five fields, or @daily and the like");
    }
    try {
      return new CronExpression(spec, times(spec));
    } catch (CronSyntaxException e) {
      throw new CronSyntaxException("schedule \"" + spec + "\": " + e.getMessage(), e);
    }
  }

  private static FireTimes times(String spec) {
    @Nullable ZoneId zone = null;
    String rest = spec;
    if (spec.startsWith("TZ=") || spec.startsWith("CRON_TZ=")) {
      int space = spec.indexOf(' ');
      if (space < 0) {
        throw new CronSyntaxException("nothing follows the zone; write " + spec + " 0 12 * * *");
      }
      zone = zone(spec.substring(spec.indexOf('=') + 1, space));
      rest = spec.substring(space).strip();
    }
    return rest.startsWith("@") ? descriptor(rest, zone) : fields(rest, zone);
  }

  private static ZoneId zone(String name) {
    if (name.isEmpty()) {
      return ZoneOffset.UTC;
    }
    try {
      return name.equals("Local") ? ZoneId.systemDefault() : ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new CronSyntaxException(
          "provided bad location "
              + name
              + ": "
              + e.getMessage()
              + "; write one like Asia/Shanghai",
          e);
    }
  }

  private static FireTimes descriptor(String text, @Nullable ZoneId zone) {
    String fields = DESCRIPTORS.get(text);
    if (fields != null) {
      return fields(fields, zone);
    }
    if (text.startsWith(EVERY)) {
      String interval = text.substring(EVERY.length());
      Duration every =
          GoDuration.parse(interval)
              .orElseThrow(() ->
                  new CronSyntaxException(
                      "failed to parse duration '"
                          + interval
                          + "' after @every; write one like 90s or 1h30m"));
      return new IntervalTimes(Math.max(1, every.toSeconds()));
    }
    throw new CronSyntaxException(
        "unrecognized descriptor: "
            + text
            + "; there are @yearly @annually @monthly @weekly @daily @midnight @hourly and @every"
            + " <duration>, in lower case");
  }

  private static FireTimes fields(String text, @Nullable ZoneId zone) {
    String[] parts = text.strip().split("\\s+", -1);
    if (parts.length != CronField.values().length) {
      List<String> found = Arrays.stream(parts).filter(part -> !part.isEmpty()).toList();
      throw new CronSyntaxException(
          "expected exactly 5 fields, found "
              + found.size()
              + ": "
              + found
              + "; they are minute, hour, day of month, month, day of week");
    }
    return new CalendarTimes(DateFields.parse(parts), zone);
  }
}
