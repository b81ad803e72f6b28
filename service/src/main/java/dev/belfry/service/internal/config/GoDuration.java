package dev.belfry.service.internal.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them: decimal numbers, each with a unit, such as {@code 1h30m}. */
final class GoDuration {
  /** What is accepted, for messages. */
  static final String FORM = "a duration such as 250ms, 5.5s or 1h30m";

  private static final Pattern PART =
      Pattern.compile("\\G(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");

  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "μs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private GoDuration() {}

  /**
   * Reads a duration.
   *
   * @throws BadValue if it is none, is negative, or is longer than Go's 292 years
   */
  static Duration parse(String text) throws BadValue {
    String digits = text.strip();
    if (digits.matches("0+")) {
      return Duration.ZERO;
    }
    if (digits.matches("-?[\\d.]+")) {
      throw new BadValue("needs a unit: " + FORM);
    }
    Matcher part = PART.matcher(digits);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (part.find()) {
      BigDecimal unit = BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 0L));
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
      end = part.end();
    }
    if (end != digits.length() || end == 0) {
      throw new BadValue("needs " + FORM);
    }
    if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new BadValue("is longer than 292 years: needs " + FORM);
    }
    return Duration.ofNanos(nanos.longValue());
  }
}
