package dev.belfry.service.internal.config;

/** A value is not what is accepted. The message says what is, and never shows the value. */
final class BadValue extends Exception {
  private static final long serialVersionUID = 1L;

  BadValue(String problem) {
    super(problem, null, false, false);
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
