package dev.belfry.embedded.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The end of a server's log, for error messages. */
public final class LogTail {
  /** Enough for a stack trace with its causes. */
  private static final int LINES = 40;

  private LogTail() {}

  /** The last lines of a log file, or a note that there is none. */
  public static String of(Path log) {
    try {
      // Not UTF-8: a log cut in the middle of a character must not fail here.
      var lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      if (lines.isEmpty()) {
        return "(" + log + " is empty)";
      }
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }
}
