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

  /**
   * Where the message waits for its next attempt. Asked only if there is one; an adapter without
   * retry topics lets every message wait in place. Default: in place.
   *
   * @param attempt the attempt that failed, from 1
   * @param failure what it threw; null if the handler asked for another attempt by its outcome
   */
  default RetryPlace placeAfter(int attempt, @Nullable Throwable failure) {
    return RetryPlace.IN_PLACE;
  }

  /** This plan, with all waiting done on a retry topic. */
  default RetryPlan onRetryTopic() {
    return new RetryElsewhere(this, RetryPlace.RETRY_TOPIC);
  }

  /** No second attempt: a failed message is a dead letter at once. */
  static RetryPlan none() {
    return (attempt, failure) -> Optional.empty();
  }

  /**
   * The same delay after each attempt.
   *
   * @param maxAttempts how often a message is tried in all, at least 1
   */
  static RetryPlan fixed(Duration delay, int maxAttempts) {
    return exponential()
        .firstDelay(delay)
        .maxDelay(delay)
        .factor(1)
        .jitter(0)
        .maxAttempts(maxAttempts)
        .build();
  }

  /**
   * A plan for each class of failure, and {@code otherwise} for those without one.
   *
   * <pre>{@code
   * RetryPlan.byFailure(RetryPlan.standard())
   *     .on(ValidationException.class, RetryPlan.none())
   *     .on(IOException.class, RetryPlan.fixed(Duration.ofMinutes(1), 60).onRetryTopic())
   *     .build();
   * }</pre>
   */
  static RetryByFailure.Builder byFailure(RetryPlan otherwise) {
    return new RetryByFailure.Builder(otherwise);
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
