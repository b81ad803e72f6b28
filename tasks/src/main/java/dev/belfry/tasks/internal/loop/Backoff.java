package dev.belfry.tasks.internal.loop;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Growing pauses after failures in a row. For one thread. */
public final class Backoff {
  // Short enough to be back at work within a second of a Redis restart.
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private int failures;

  /** The pause after one more failure: doubles up to a second, ±50 % by chance. */
  public Duration next() {
    long millis = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(failures, 10));
    failures++;
    return Duration.ofMillis((long) (millis * (0.5 + ThreadLocalRandom.current().nextDouble())));
  }

  public void reset() {
    failures = 0;
  }
}
