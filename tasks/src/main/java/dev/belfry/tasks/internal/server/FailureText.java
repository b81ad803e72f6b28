package dev.belfry.tasks.internal.server;

/** The text of a failure as it is kept with a task: valid UTF-8 and of bounded length. */
final class FailureText {
  /** Enough for a message and its cause; stack traces belong into the log. */
  static final int MAX_LENGTH = 2_000;

  private static final char REPLACEMENT = '\uFFFD';

  private FailureText() {}

  /** Type and message of the failure and of what is at its root. */
  static String of(Throwable failure) {
    StringBuilder text = new StringBuilder(describe(failure));
    Throwable root = failure;
    // The bound ends a cycle of causes.
    for (int depth = 0; depth < 20 && root.getCause() != null; depth++) {
      root = root.getCause();
    }
    if (!root.equals(failure)) {
      text.append("; caused by ").append(describe(root));
    }
    return clean(text.toString());
  }

  /** The text with lone surrogates replaced, which no UTF-8 can hold, and cut to its bound. */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
    int index = 0;
    while (index < text.length() && clean.length() < MAX_LENGTH - 1) {
      int point = text.codePointAt(index);
      boolean lone = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
      clean.appendCodePoint(lone ? REPLACEMENT : point);
      index += Character.charCount(point);
    }
    return index < text.length() ? clean.append('…').toString() : clean.toString();
  }

  /** A failure of a user's class may fail to describe itself. */
  private static String describe(Throwable failure) {
    try {
      return failure.toString();
    } catch (Throwable e) {
      return failure.getClass().getName();
    }
  }
}
