package dev.belfry.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads an option that is a duration: {@code 500ms}, {@code 30s}, {@code 1.5h} or {@code 1m30s};
 * {@code 0} needs no unit. Thread-safe.
 */
public final class DurationOption implements ITypeConverter<Duration> {
  private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(us|ms|s|m|h)");
  private static final Pattern FORM = Pattern.compile("(?:" + PART.pattern() + ")+");

  /** For picocli, and for use by hand. */
  public DurationOption() {}

  @Override
  public Duration convert(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    if (!FORM.matcher(text).matches()) {
      throw new TypeConversionException(
          "'" + text + "' is no duration; write it as 500ms, 30s, 5m or 1h");
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      double nanos = Double.parseDouble(part.group(1)) * nanosOf(part.group(2));
      sum = sum.plusNanos(Math.round(nanos));
    }
    return sum;
  }

  private static double nanosOf(String unit) {
    return switch (unit) {
      case "us" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      case "m" -> 60e9;
      default -> 3600e9;
    };
  }
}
