package dev.belfry.tasks;

import java.time.Duration;

/** What becomes of a task after its handler returned. Immutable. */
public sealed interface Outcome {

  /** The work is done. The task is removed, or kept as completed if it has a retention. */
  record Done() implements Outcome {}

  /**
   * The work failed and is to be tried again. Burns an attempt; a task without attempts left is
   * archived.
   *
   * @param delay how long to wait, at least zero
   * @param reason what failed, kept with the task
   */
  record RetryIn(Duration delay, String reason) implements Outcome {
    public RetryIn {
      requireNotNegative(delay);
    }
  }

  /**
   * It is too early: run the task again later. Burns no attempt and counts neither as processed nor
   * as failed.
   *
   * @param delay how long to wait, at least zero
   */
  record Snooze(Duration delay) implements Outcome {
    public Snooze {
      requireNotNegative(delay);
    }
  }

  /**
   * The work failed and no retry can help. The task goes to the archive, where people look at it.
   *
   * @param reason what failed, kept with the task
   */
  record Archive(String reason) implements Outcome {}

  /** The work is not wanted any more. The task is removed at once, even if it has a retention. */
  record Revoke() implements Outcome {}

  /** The work is done. */
  static Outcome done() {
    return new Done();
  }

  /**
   * Try again after {@code delay}, whatever the server's {@link RetryDelay} says.
   *
   * @throws IllegalArgumentException if the delay is negative
   */
  static Outcome retryIn(Duration delay, String reason) {
    return new RetryIn(delay, reason);
  }

  /**
   * Run again after {@code delay}, without burning an attempt.
   *
   * @throws IllegalArgumentException if the delay is negative
   */
  static Outcome snooze(Duration delay) {
    return new Snooze(delay);
  }

  /** Put the task into the archive now. */
  static Outcome archive(String reason) {
    return new Archive(reason);
  }

  /** Remove the task. */
  static Outcome revoke() {
    return new Revoke();
  }

  private static void requireNotNegative(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("a delay cannot be negative: " + delay);
    }
  }
}
