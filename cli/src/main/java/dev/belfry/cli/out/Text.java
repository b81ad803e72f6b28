package dev.belfry.cli.out;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jline.utils.WCWidth;

/** Text for terminals: its width in columns, and nothing in it that a terminal would obey. */
public final class Text {
  private static final int DAY_HOURS = 24;

  private Text() {}

  /** How many columns a terminal takes for it. */
  public static int width(String text) {
    return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
  }

  /** The same text on one line; what a terminal would take for a command is shown as a dot. */
  public static String plain(String text) {
    var plain = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          boolean unsafe = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
          plain.appendCodePoint(Character.isWhitespace(c) ? ' ' : unsafe ? '·' : c);
        });
    return plain.toString();
  }

  /** The same on several lines. */
  public static String plainLines(String text) {
    return text.lines().map(Text::plain).reduce((one, next) -> one + '\n' + next).orElse("");
  }

  /** Its beginning, in no more than so many columns. */
  public static String cut(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    var cut = new StringBuilder();
    int width = 1;
    for (int c : text.codePoints().toArray()) {
      width += Math.max(0, WCWidth.wcwidth(c));
      if (width > columns) {
        break;
      }
      cut.appendCodePoint(c);
    }
    return cut.append('…').toString();
  }

  /** Filled with spaces up to so many columns. */
  public static String pad(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
  }

  /** Bytes as text, if they are. */
  public static Optional<String> of(byte[] bytes) {
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Bytes for people. */
  public static String shown(byte[] bytes) {
    return of(bytes).orElseGet(() -> "(" + bytes.length + " bytes that are no text)");
  }

  /** A moment, to the second, in UTC. */
  public static String time(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** A moment that there may be, and how far away it is. */
  public static String time(Optional<Instant> moment, Instant now) {
    return moment.map(it -> time(it) + " (" + away(it, now) + ")").orElse("-");
  }

  /** How far away a moment is. */
  public static String away(Instant moment, Instant now) {
    Duration distance = Duration.between(now, moment);
    return distance.isNegative() ? span(distance.abs()) + " ago" : "in " + span(distance);
  }

  /** A length of time, in its two largest units. */
  public static String span(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 1) {
      return time.toMillis() + "ms";
    }
    if (time.toHours() >= 2 * DAY_HOURS) {
      return time.toDays() + "d" + time.toHoursPart() + "h";
    }
    if (time.toHours() > 0) {
      return time.toHours() + "h" + time.toMinutesPart() + "m";
    }
    return time.toMinutes() > 0
        ? time.toMinutes() + "m" + time.toSecondsPart() + "s"
        : seconds + "s";
  }

  /** A share of a whole; of nothing there is none. */
  public static String percent(long part, long whole) {
    return whole == 0 ? "-" : "%.2f%%".formatted(100.0 * part / whole);
  }

  /** An amount of memory. */
  public static String bytes(long bytes) {
    return bytes < 1024
        ? bytes + " B"
        : bytes < 1024 * 1024
            ? "%.1f KiB".formatted(bytes / 1024.0)
            : "%.1f MiB".formatted(bytes / 1024.0 / 1024.0);
  }
}
