package dev.belfry.messaging;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says when a failed message is tried again, and when no more. Implementations are thread-safe. */
@FunctionalInterface
public interface RetryPlan {

  /**
   * The delay after a failed attempt.
   *
   * @param attempt the attempt that failed, from 1
   * @param failure what it threw; null if the handler asked for another attempt by its outcome
   * @return empty if there is no further attempt
   */
  Optional<Duration> delayAfter(int attempt, @Nullable Throwable failure);

  /** No second attempt: a failed message is a dead letter at once. */
  static RetryPlan none() {
    return (attempt, failure) -> Optional.empty();
  }

  /** Growing delays with the defaults that {@link ExponentialRetry} names. */
  static RetryPlan standard() {
    return exponential().build();
  }

  /** Growing delays, to be adjusted. */
  static ExponentialRetry.Builder exponential() {
    return new ExponentialRetry.Builder();
  }
}
