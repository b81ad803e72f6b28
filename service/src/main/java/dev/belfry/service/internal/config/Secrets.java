package dev.belfry.service.internal.config;

import java.util.List;
import java.util.Locale;

/** Which values must not be shown. */
final class Secrets {
  private static final List<String> NAMES =
      List.of(
          "pass",
          "pwd",
          "secret",
          "token",
          "credential",
          "authorization",
          "header",
          "datasource",
          "dsn",
          "privatekey",
          "accesskey",
          "apikey",
          "v3key");

  /** Longer values tell no more. */
  private static final int LONGEST = 60;

  private Secrets() {}

  /** The value for a message, with a leading {@code ", not "}; empty if it must not be shown. */
  static String show(String path, String value) {
    String lower = path.toLowerCase(Locale.ROOT);
    // An @ may stand between a password and a host.
    if (value.indexOf('@') >= 0 || NAMES.stream().anyMatch(lower::contains)) {
      return "";
    }
    String cut = value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value;
    return ", not \"" + cut.replaceAll("\\R", " ") + "\"";
  }
}
