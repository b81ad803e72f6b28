package dev.belfry.looklook.common.db;

/** Finds what is behind a chain of exceptions. */
final class Causes {
  private Causes() {}

  static String deepest(Throwable failure) {
    Throwable t = failure;
    while (t.getCause() != null) {
      t = t.getCause();
    }
    return String.valueOf(t.getMessage());
  }
}
