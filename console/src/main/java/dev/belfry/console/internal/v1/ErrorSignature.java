package dev.belfry.console.internal.v1;

import java.util.regex.Pattern;

/** What failures have in common that look alike. */
final class ErrorSignature {
  private static final int LENGTH = 200;
  private static final Pattern ID =
      Pattern.compile("\\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\\b");
  private static final Pattern QUOTED =
      Pattern.compile("\"[^\"]{0,500}\"|'[^']{0,500}'|`[^`]{0,500}`");
  private static final Pattern LETTERED_ID =
      Pattern.compile("\\b(?=\\w*\\d)(?=\\w*[A-Za-z])\\w{8,}\\b");
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.:,]\\d+)*");

  private ErrorSignature() {}

  /** The first line without ids, quoted parts and numbers. */
  static String of(String error) {
    String line = error.lines().findFirst().orElse("").strip();
    line = line.length() > 4 * LENGTH ? line.substring(0, 4 * LENGTH) : line;
    line = ID.matcher(line).replaceAll("#");
    line = QUOTED.matcher(line).replaceAll("…");
    line = LETTERED_ID.matcher(line).replaceAll("#");
    line = NUMBER.matcher(line).replaceAll("#");
    return line.length() > LENGTH ? line.substring(0, LENGTH) : line;
  }
}
