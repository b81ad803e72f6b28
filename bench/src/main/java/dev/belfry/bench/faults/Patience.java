package dev.belfry.bench.faults;

import java.time.Duration;

/** Waits for what other processes do. */
final class Patience {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private Patience() {}

  /** Something that will come true. */
  interface Condition {
    boolean holds() throws Exception;
  }

  /** Returns when the condition holds; fails after two minutes with what was waited for. */
  static void until(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not seen within " + LIMIT.toMinutes() + " min: " + what);
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }
}
