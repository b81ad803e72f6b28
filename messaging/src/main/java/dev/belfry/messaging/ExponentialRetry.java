package dev.belfry.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Delays that grow by a factor from a first delay up to a longest one, each moved at random by a
 * jitter, so that messages that failed together do not come back together. Thread-safe.
 */
public final class ExponentialRetry implements RetryPlan {
  /** 200 ms: longer than a hiccup of a connection, shorter than a person notices. */
  public static final Duration DEFAULT_FIRST_DELAY = Duration.ofMillis(200);

  /** 30 s: when what was down is up again, its work goes on within half a minute. */
  public static final Duration DEFAULT_MAX_DELAY = Duration.ofSeconds(30);

  /** 2: the usual doubling. */
  public static final double DEFAULT_FACTOR = 2;

  /** 0.2: each delay lies between 80 and 120 % of its nominal length. */
  public static final double DEFAULT_JITTER = 0.2;

  /** 12 attempts: with the other defaults about 2 1/2 minutes, the restart of a database. */
  public static final int DEFAULT_MAX_ATTEMPTS = 12;

  private final Duration firstDelay;
  private final Duration maxDelay;
  private final double factor;
  private final double jitter;
  private final int maxAttempts;
  private final List<Class<? extends Throwable>> notRetryable;
  private final Supplier<? extends RandomGenerator> random;

  private ExponentialRetry(Builder builder) {
    firstDelay = builder.firstDelay;
    maxDelay = builder.maxDelay;
    factor = builder.factor;
    jitter = builder.jitter;
    maxAttempts = builder.maxAttempts;
    notRetryable = builder.notRetryable;
    random = builder.random;
  }

  @Override
  public Optional<Duration> delayAfter(int attempt, @Nullable Throwable failure) {
    if (attempt >= maxAttempts
        || notRetryable.stream().anyMatch(type -> type.isInstance(failure))) {
      return Optional.empty();
    }
    var nominal =
        Math.min(firstDelay.toNanos() * Math.pow(factor, attempt - 1), (double) maxDelay.toNanos());
    var moved = nominal * (1 + jitter * (2 * random.get().nextDouble() - 1));
    return Optional.of(Duration.ofNanos((long) moved));
  }

  /** Builds an {@link ExponentialRetry}. Not thread-safe. */
  public static final class Builder {
    private Duration firstDelay = DEFAULT_FIRST_DELAY;
    private Duration maxDelay = DEFAULT_MAX_DELAY;
    private double factor = DEFAULT_FACTOR;
    private double jitter = DEFAULT_JITTER;
    private int maxAttempts = DEFAULT_MAX_ATTEMPTS;
    private List<Class<? extends Throwable>> notRetryable = List.of();
    private Supplier<? extends RandomGenerator> random = ThreadLocalRandom::current;

    Builder() {}

    /** The nominal delay after the first attempt. Default: {@link #DEFAULT_FIRST_DELAY}. */
    public Builder firstDelay(Duration firstDelay) {
      require(firstDelay.isPositive(), "firstDelay must be positive, not " + firstDelay);
      this.firstDelay = firstDelay;
      return this;
    }

    /** The longest nominal delay. Default: {@link #DEFAULT_MAX_DELAY}. */
    public Builder maxDelay(Duration maxDelay) {
      require(maxDelay.isPositive(), "maxDelay must be positive, not " + maxDelay);
      this.maxDelay = maxDelay;
      return this;
    }

    /** What each delay is multiplied by to give the next, at least 1. Default: 2. */
    public Builder factor(double factor) {
      require(factor >= 1, "factor must be at least 1, not " + factor);
      this.factor = factor;
      return this;
    }

    /** The part of a delay that it is moved by at most, from 0 to 1. Default: 0.2. */
    public Builder jitter(double jitter) {
      require(jitter >= 0 && jitter <= 1, "jitter must be from 0 to 1, not " + jitter);
      this.jitter = jitter;
      return this;
    }

    /** How often a message is tried in all, at least 1. Default: 12. */
    public Builder maxAttempts(int maxAttempts) {
      require(maxAttempts >= 1, "maxAttempts must be at least 1, not " + maxAttempts);
      this.maxAttempts = maxAttempts;
      return this;
    }

    /** A failure, with its subclasses, after which no attempt can help. Default: none. */
    public Builder notRetryable(Class<? extends Throwable> type) {
      notRetryable =
          Stream.<Class<? extends Throwable>>concat(notRetryable.stream(), Stream.of(type))
              .toList();
      return this;
    }

    Builder random(RandomGenerator random) {
      this.random = () -> random;
      return this;
    }

    public ExponentialRetry build() {
      return new ExponentialRetry(this);
    }

    private static void require(boolean condition, String otherwise) {
      if (!condition) {
        throw new IllegalArgumentException(otherwise);
      }
    }
  }
}
