package dev.belfry.messaging;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What becomes of a message after an attempt. Immutable. */
public sealed interface Outcome {

  /** The work is done: acknowledge. */
  record Done() implements Outcome {
    private static final Done INSTANCE = new Done();
  }

  /**
   * Try again later; it counts as an attempt, and after the last one the message is a dead letter.
   *
   * @param delay until the next attempt, in place of the delay of the {@link RetryPlan}
   * @param reason for logs and for the dead letter
   */
  record RetryIn(Duration delay, String reason) implements Outcome {
    public RetryIn {
      if (delay.isNegative()) {
        throw new IllegalArgumentException("delay " + delay + " is negative");
      }
      requireNonNull(reason, "reason");
    }
  }

  /**
   * Not now, through no fault of the message: try again later, and do not count this attempt.
   *
   * @param delay until the next attempt
   * @param reason for logs
   */
  record Snooze(Duration delay, String reason) implements Outcome {
    public Snooze {
      if (delay.isNegative()) {
        throw new IllegalArgumentException("delay " + delay + " is negative");
      }
      requireNonNull(reason, "reason");
    }
  }

  /**
   * No attempt can help: put the message aside for people to look at, and go on.
   *
   * @param reason stands in the headers of the dead letter
   * @param cause stands there too, with its stack trace
   */
  record DeadLetter(String reason, @Nullable Throwable cause) implements Outcome {}

  /**
   * Nothing is to be done for this message, and nobody need look at it: log, count, acknowledge.
   *
   * @param reason stands in the log
   */
  record Drop(String reason) implements Outcome {}

  /** The work is done. */
  static Outcome done() {
    return Done.INSTANCE;
  }

  /** Try again in {@code delay}. */
  static Outcome retryIn(Duration delay, String reason) {
    return new RetryIn(delay, reason);
  }

  /** Try again in {@code delay}; this attempt does not count. */
  static Outcome snooze(Duration delay, String reason) {
    return new Snooze(delay, reason);
  }

  /** Put the message aside, because of {@code reason}. */
  static Outcome deadLetter(String reason) {
    return new DeadLetter(reason, null);
  }

  /** Put the message aside, because of {@code reason} and {@code cause}. */
  static Outcome deadLetter(String reason, Throwable cause) {
    return new DeadLetter(reason, cause);
  }

  /** Pass over the message, because of {@code reason}. */
  static Outcome drop(String reason) {
    return new Drop(reason);
  }
}
