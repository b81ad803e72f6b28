package dev.belfry.service;

import java.time.Duration;

/**
 * A moment after which waiting makes no sense, on the monotonic clock of this process. Immutable.
 */
public final class Deadline {
  private final long nanos;

  private Deadline(long nanos) {
    this.nanos = nanos;
  }

  /** The moment that lies {@code duration} ahead; a negative duration counts as zero. */
  public static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + Math.max(0, duration.toNanos()));
  }

  /** A deadline that lies {@code duration} before this one. */
  public Deadline earlier(Duration duration) {
    return new Deadline(nanos - duration.toNanos());
  }

  /** The time left, never negative. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  /** Whether the moment has passed. */
  public boolean isOver() {
    return nanos - System.nanoTime() <= 0;
  }

  @Override
  public String toString() {
    return "in " + remaining();
  }
}
