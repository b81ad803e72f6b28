package dev.belfry.outbox.internal;

import java.time.Duration;

/**
 * Pauses that double with each failure.
 *
 * @param first the pause after the first failure
 * @param longest no pause is longer
 */
public record Backoff(Duration first, Duration longest) {
  /** 2^30 seconds are 34 years. */
  private static final int MAX_DOUBLINGS = 30;

  /** The pause after so many failures in a row, at least one. */
  Duration after(int failures) {
    Duration pause = first.multipliedBy(1L << Math.clamp(failures - 1, 0, MAX_DOUBLINGS));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
