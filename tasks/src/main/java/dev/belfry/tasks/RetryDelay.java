package dev.belfry.tasks;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a failed task waits for its next attempt. Must be thread-safe. If it throws or returns a
 * negative time, the server uses {@link #standard}.
 */
@FunctionalInterface
public interface RetryDelay {

  /**
   * The time to wait.
   *
   * @param retried how many attempts failed before this one; 0 after the first
   * @param failure why this attempt failed
   */
  Duration after(int retried, Throwable failure, Task task);

  /**
   * The delay of asynq: n⁴ + 15 + r·(n + 1) seconds, where n is {@code retried} and r a random
   * number from 0 to 29. The first retry comes after 15 to 44 s, the tenth after about two hours.
   */
  static RetryDelay standard() {
    return (retried, failure, task) -> {
      long n = retried;
      long random = ThreadLocalRandom.current().nextInt(30);
      return Duration.ofSeconds(n * n * n * n + 15 + random * (n + 1));
    };
  }

  /** Always the same delay. */
  static RetryDelay fixed(Duration delay) {
    return (retried, failure, task) -> delay;
  }
}
