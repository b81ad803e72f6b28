package dev.belfry.messaging;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The delays of a plan, spent at another place. */
record RetryElsewhere(RetryPlan plan, RetryPlace place) implements RetryPlan {

  @Override
  public Optional<Duration> delayAfter(int attempt, @Nullable Throwable failure) {
    return plan.delayAfter(attempt, failure);
  }

  @Override
  public RetryPlace placeAfter(int attempt, @Nullable Throwable failure) {
    return place;
  }
}
