package dev.belfry.console.internal.asynqmon;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.content.Contents;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Values as asynqmon writes them, which are Go's. */
final class Text {
  private static final String UNPRINTABLE = "non-printable bytes";

  /** Go's moment that is none. */
  static final String ZERO_TIME = "0001-01-01T00:00:00Z";

  private Text() {}

  /** The second of a moment; a task never runs before the second that is shown. */
  static String secondAfter(Instant at) {
    Instant second = at.truncatedTo(ChronoUnit.SECONDS);
    return (second.equals(at) ? at : second.plusSeconds(1)).toString();
  }

  /** The second of a moment. */
  static String second(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Bytes, if all of them can be printed; without what is masked. */
  static String bytes(byte[] bytes, Contents contents, String type, Role role) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean printable = !text.isBlank() && text.codePoints().allMatch(Text::isPrintable);
      return printable ? contents.text(bytes, type, role) : UNPRINTABLE;
    } catch (CharacterCodingException e) {
      return UNPRINTABLE;
    }
  }

  /** Letters, marks, numbers, punctuation, symbols and the ordinary space, as Go has it. */
  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> codePoint == ' ';
      default -> true;
    };
  }

  /** A duration in Go's form, to hundredths of a second. */
  static String duration(Duration duration) {
    long hundredths = Math.round(duration.toMillis() / 10.0);
    if (hundredths == 0) {
      return "0s";
    }
    if (hundredths < 100) {
      return hundredths * 10 + "ms";
    }
    long hours = hundredths / 360_000;
    long minutes = hundredths / 6_000 % 60;
    long rest = hundredths % 6_000;
    String fraction = rest % 100 == 0 ? "" : ".%02d".formatted(rest % 100).replaceFirst("0$", "");
    String seconds = rest / 100 + fraction + "s";
    if (hours > 0) {
      return hours + "h" + minutes + "m" + seconds;
    }
    return minutes > 0 ? minutes + "m" + seconds : seconds;
  }
}
