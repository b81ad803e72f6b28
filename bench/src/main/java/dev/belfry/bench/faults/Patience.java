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

  /** How things stand, for who wants to know why it did not come true. */
  interface Account {
    String give() throws Exception;
  }

  /** Returns when the condition holds; fails after two minutes with what was waited for. */
  static void until(String what, Condition condition) throws Exception {
    until(what, condition, () -> "");
  }

  /** As {@link #until(String, Condition)}; what the failure says ends with the account. */
  static void until(String what, Condition condition, Account account) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "not seen within " + LIMIT.toMinutes() + " min: " + what + account.give());
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }
}
