package dev.belfry.console.internal.live;

import org.jspecify.annotations.Nullable;

/**
 * Tasks per second between two samples; null until there are two. Immutable.
 *
 * @param processedPerSecond attempts that ended
 * @param failedPerSecond attempts that failed
 * @param enqueuedPerSecond estimated: what the queue grew by, and what succeeded
 */
public record Rates(
    @Nullable Double processedPerSecond,
    @Nullable Double failedPerSecond,
    @Nullable Double enqueuedPerSecond) {
  /** Nothing is known yet. */
  public static final Rates UNKNOWN = new Rates(null, null, null);

  /** From differences over some seconds. */
  static Rates of(long processed, long failed, long grown, double seconds) {
    return new Rates(
        round(Math.max(0, processed) / seconds),
        round(Math.max(0, failed) / seconds),
        round(Math.max(0, grown + processed - failed) / seconds));
  }

  private static double round(double rate) {
    return Math.round(rate * 100) / 100.0;
  }
}
