package dev.belfry.tasks.internal.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Values as Go writes them. */
final class GoText {
  private static final DateTimeFormatter UNIX_DATE =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss 'UTC' yyyy", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private GoText() {}

  /** A string literal in double quotes. */
  static String quote(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> quoted.append(escape(c)));
    return quoted.append('"').toString();
  }

  private static String escape(int c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> {
        if (c < ' ' || c == 0x7f) {
          yield "\\x%02x".formatted(c);
        }
        // Separators that some readers take for the end of a line, and lone surrogates.
        boolean plain = !Character.isISOControl(c) && Character.isDefined(c) && !isInvisible(c);
        yield plain ? Character.toString(c) : unicode(c);
      }
    };
  }

  private static boolean isInvisible(int c) {
    int type = Character.getType(c);
    return type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.FORMAT
        || (type == Character.SPACE_SEPARATOR && c != ' ');
  }

  private static String unicode(int c) {
    return c > Character.MAX_VALUE ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c);
  }

  /** Such as {@code 1h30m0s}, {@code 1.5s} or {@code 250ms}. */
  static String duration(Duration value) {
    if (value.isNegative()) {
      return "-" + duration(value.negated());
    }
    if (value.isZero()) {
      return "0s";
    }
    if (value.toSeconds() > 0) {
      return whole(value);
    }
    long nanos = value.toNanos();
    if (nanos >= 1_000_000) {
      return fraction(nanos, 1_000_000) + "ms";
    }
    return nanos >= 1_000 ? fraction(nanos, 1_000) + "µs" : nanos + "ns";
  }

  private static String whole(Duration value) {
    long hours = value.toHours();
    int minutes = value.toMinutesPart();
    String seconds =
        fraction(value.toSecondsPart() * 1_000_000_000L + value.toNanosPart(), 1_000_000_000) + "s";
    if (hours > 0) {
      return hours + "h" + minutes + "m" + seconds;
    }
    return minutes > 0 ? minutes + "m" + seconds : seconds;
  }

  private static String fraction(long nanos, long unit) {
    long rest = nanos % unit;
    if (rest == 0) {
      return Long.toString(nanos / unit);
    }
    String digits = Long.toString(unit + rest).substring(1).replaceAll("0+$", "");
    return nanos / unit + "." + digits;
  }

  /** Such as {@code Tue Mar 5 06:07:08 UTC 2024}. */
  static String date(Instant value) {
    return UNIX_DATE.format(value);
  }

  /** A JSON array of two strings, escaped as Go's encoder does for HTML. */
  static String jsonPair(String first, String second) {
    return "[" + json(first) + "," + json(second) + "]";
  }

  private static String json(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          boolean escaped =
              c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029';
          quoted.append(escaped ? "\\u%04x".formatted((int) c) : String.valueOf(c));
        }
      }
    }
    return quoted.append('"').toString();
  }
}
