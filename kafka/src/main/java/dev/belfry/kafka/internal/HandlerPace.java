package dev.belfry.kafka.internal;

/**
 * How long a record takes, on the average of about the last {@value #MEMORY} ones. Records that are
 * quicker than their hand-over to another thread are better worked off one after another.
 * Thread-safe; a lost update does no harm.
 */
final class HandlerPace {
  /** 3 us: about what a hand-over costs, so that more threads could not be faster. */
  private static final double QUICK_NANOS = 3_000;

  /** 256: a pause of the process is soon forgotten, one slow record among hundreds is not. */
  private static final int MEMORY = 256;

  private volatile double nanos = 2 * QUICK_NANOS;
  private volatile boolean doubted;

  /** So many records took so long. */
  void measured(long elapsedNanos, int records) {
    if (records > 0) {
      var before = nanos;
      var each = (double) elapsedNanos / records;
      // One long run that is slow among quick ones is a pause of the process; two are a handler.
      doubted = records >= MEMORY && each >= QUICK_NANOS && before < QUICK_NANOS && !doubted;
      if (!doubted) {
        var weight = Math.min(1, (double) records / MEMORY);
        nanos = before + weight * (each - before);
      }
    }
  }

  boolean isQuick() {
    return nanos < QUICK_NANOS;
  }
}
