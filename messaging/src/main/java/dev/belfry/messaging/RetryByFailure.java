package dev.belfry.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A retry plan for each class of failure. Attempts are counted together: a message that failed
 * twice by one class and then by another asks the other's plan about its third attempt.
 * Thread-safe.
 */
public final class RetryByFailure implements RetryPlan {
  private record Rule(Class<? extends Throwable> type, RetryPlan plan) {}

  private final List<Rule> rules;
  private final RetryPlan otherwise;

  private RetryByFailure(Builder builder) {
    rules = List.copyOf(builder.rules);
    otherwise = builder.otherwise;
  }

  @Override
  public Optional<Duration> delayAfter(int attempt, @Nullable Throwable failure) {
    return planFor(failure).delayAfter(attempt, failure);
  }

  @Override
  public RetryPlace placeAfter(int attempt, @Nullable Throwable failure) {
    return planFor(failure).placeAfter(attempt, failure);
  }

  private RetryPlan planFor(@Nullable Throwable failure) {
    return rules.stream()
        .filter(rule -> rule.type.isInstance(failure))
        .map(Rule::plan)
        .findFirst()
        .orElse(otherwise);
  }

  /** Builds a {@link RetryByFailure}. Not thread-safe. */
  public static final class Builder {
    private final List<Rule> rules = new ArrayList<>();
    private final RetryPlan otherwise;

    Builder(RetryPlan otherwise) {
      this.otherwise = otherwise;
    }

    /** A plan for a class of failures with its subclasses; the first one added that fits counts. */
    public Builder on(Class<? extends Throwable> type, RetryPlan plan) {
      rules.add(new Rule(type, plan));
      return this;
    }

    public RetryByFailure build() {
      return new RetryByFailure(this);
    }
  }
}
