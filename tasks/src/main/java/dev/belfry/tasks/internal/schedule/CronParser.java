package dev.belfry.tasks.internal.schedule;

import dev.belfry.tasks.CronSyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a whole schedule: a prefix with a zone, then a descriptor or fields. For one thread. */
public final class CronParser {
  private static final Pattern WORD = Pattern.compile("\\S+");
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

  /** How many fields a schedule may have. */
  public enum Fields {
    /** From the minute on, as in Go. */
    FIVE("exactly 5 fields"),
    /** From the minute or the second on. */
    FIVE_OR_SIX("5 or 6 fields");

    private final String expected;

    Fields(String expected) {
      this.expected = expected;
    }

    boolean allow(int count) {
      return count == 5 || (count == 6 && this == FIVE_OR_SIX);
    }
  }

  private final String spec;
  private final Fields fields;

  private CronParser(String spec, Fields fields) {
    this.spec = spec;
    this.fields = fields;
  }

  /**
   * Reads a schedule.
   *
   * @throws CronSyntaxException naming the place and what is accepted there
   */
  public static FireTimes parse(String spec, Fields fields) {
    try {
      return new CronParser(spec, fields).times();
    } catch (CronSyntaxException e) {
      throw new CronSyntaxException("schedule \"" + spec + "\": " + e.getMessage(), e.position());
    }
  }

  private FireTimes times() {
    if (spec.isEmpty()) {
      throw new CronSyntaxException(
          "empty spec string; write five fields, or @daily and the like", 0);
    }
    if (!spec.startsWith("TZ=") && !spec.startsWith("CRON_TZ=")) {
      return times(0, null);
    }
    int space = spec.indexOf(' ');
    if (space < 0) {
      throw new CronSyntaxException(
          "nothing follows the zone; write " + spec + " 0 12 * * *", spec.length());
    }
    int name = spec.indexOf('=') + 1;
    ZoneId zone = zone(spec.substring(name, space), name);
    int rest = space;
    while (rest < spec.length() && Character.isWhitespace(spec.charAt(rest))) {
      rest++;
    }
    return times(rest, zone);
  }

  private FireTimes times(int start, @Nullable ZoneId zone) {
    return spec.startsWith("@", start) ? descriptor(start, zone) : fields(spec, start, zone);
  }

  private static ZoneId zone(String name, int position) {
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
          position);
    }
  }

  private FireTimes descriptor(int start, @Nullable ZoneId zone) {
    String text = start == 0 ? spec : spec.substring(start).stripTrailing();
    String meaning = DESCRIPTORS.get(text);
    if (meaning != null) {
      return fields(meaning, 0, zone);
    }
    if (text.startsWith(EVERY)) {
      String interval = text.substring(EVERY.length());
      Duration every =
          GoDuration.parse(interval)
              .orElseThrow(() ->
                  new CronSyntaxException(
                      "failed to parse duration '"
                          + interval
                          + "' after @every; write one like 90s or 1h30m",
                      start + EVERY.length()));
      return new IntervalTimes(Math.max(1, every.toSeconds()));
    }
    throw new CronSyntaxException(
        "unrecognized descriptor: "
            + text
            + "; there are @yearly @annually @monthly @weekly @daily @midnight @hourly and @every"
            + " <duration>, in lower case",
        start);
  }

  private FireTimes fields(String text, int start, @Nullable ZoneId zone) {
    List<MatchResult> words = WORD.matcher(text).results().filter(w -> w.start() >= start).toList();
    if (!fields.allow(words.size())) {
      throw new CronSyntaxException(
          "expected "
              + fields.expected
              + ", found "
              + words.size()
              + ": "
              + words.stream().map(MatchResult::group).toList()
              + "; they are minute, hour, day of month, month, day of week",
          start);
    }
    return new CalendarTimes(DateFields.parse(words), zone);
  }
}
