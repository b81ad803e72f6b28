package dev.belfry.outbox.internal;

import java.time.Duration;

/**
 * How long a relay that found nothing waits before it looks again: shortly after somebody wrote,
 * then twice as long each time, up to the poll interval. For one thread.
 */
final class Interest {
  /** A transaction on a database nearby takes about as long to commit. */
  static final Duration SHORTEST = Duration.ofMillis(4);

  private final Duration longest;
  private Duration next;

  Interest(Duration longest) {
    this.longest = longest;
    next = longest;
  }

  /** Something is about to come, or has just come. */
  void raise() {
    next = SHORTEST.compareTo(longest) < 0 ? SHORTEST : longest;
  }

  /** How long to wait now. */
  Duration pause() {
    Duration pause = next;
    Duration twice = pause.multipliedBy(2);
    next = twice.compareTo(longest) < 0 ? twice : longest;
    return pause;
  }
}
