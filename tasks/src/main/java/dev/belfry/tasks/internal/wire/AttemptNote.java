package dev.belfry.tasks.internal.wire;

import dev.belfry.tasks.Attempt;
import dev.belfry.tasks.AttemptOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The form in which attempts are noted in the record of their task: a line each, the newest first,
 * of time (Unix ms), duration (ms), outcome, number of failures before, server and error, with tabs
 * between them.
 */
public final class AttemptNote {
  private static final int PARTS = 6;

  /** The whole error of the last failure is in the message. */
  private static final int MAX_ERROR = 200;

  private AttemptNote() {}

  /** A line without its end. */
  public static String encode(Attempt attempt) {
    return attempt.at().toEpochMilli() + rest(attempt);
  }

  /** What follows the time. */
  public static String rest(Attempt attempt) {
    return "\t"
        + attempt.took().map(took -> Long.toString(took.toMillis())).orElse("")
        + '\t'
        + attempt.outcome().name().toLowerCase(Locale.ROOT)
        + '\t'
        + attempt.retried()
        + '\t'
        + plain(attempt.worker())
        + '\t'
        + plain(cut(attempt.error()));
  }

  private static String cut(String error) {
    if (error.length() <= MAX_ERROR) {
      return error;
    }
    int end = Character.isHighSurrogate(error.charAt(MAX_ERROR - 1)) ? MAX_ERROR - 1 : MAX_ERROR;
    return error.substring(0, end);
  }

  private static String plain(String text) {
    return text.replaceAll("\\s+", " ");
  }

  /** The attempts of a record; lines that cannot be read are left out. */
  public static List<Attempt> decode(String notes) {
    List<Attempt> attempts = new ArrayList<>();
    notes
        .lines()
        .map(line -> line.split("\t", PARTS))
        .filter(parts -> parts.length == PARTS)
        .forEach(parts -> decode(parts).ifPresent(attempts::add));
    return attempts;
  }

  private static Optional<Attempt> decode(String[] parts) {
    try {
      return Optional.of(
          new Attempt(
              Instant.ofEpochMilli(Long.parseLong(parts[0])),
              parts[1].isEmpty()
                  ? Optional.empty()
                  : Optional.of(Duration.ofMillis(Long.parseLong(parts[1]))),
              AttemptOutcome.valueOf(parts[2].toUpperCase(Locale.ROOT)),
              Integer.parseInt(parts[3]),
              parts[4],
              parts[5]));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
