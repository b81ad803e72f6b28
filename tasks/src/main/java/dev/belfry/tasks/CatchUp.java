package dev.belfry.tasks;

import java.time.Duration;

/**
 * What a schedule does about moments that passed while no scheduler ran. Which ones these are is
 * known from a mark in Redis that every fire moves. Immutable.
 *
 * @param limit how many of the missed moments are made up for, the latest of them; 0 for none, at
 *     most {@value #MOST}
 * @param lookBack moments further in the past than this are left out; positive
 */
public record CatchUp(int limit, Duration lookBack) {
  /** More at once would rather be a job of its own. */
  public static final int MOST = 1000;

  /** Long enough for an outage over a weekend and a holiday. */
  public static final Duration DEFAULT_LOOK_BACK = Duration.ofDays(7);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a component is out of its bounds
   */
  public CatchUp {
    if (limit < 0 || limit > MOST) {
      throw new IllegalArgumentException(
          "a schedule can catch up with 0 to " + MOST + " moments, not " + limit);
    }
    if (!lookBack.isPositive()) {
      throw new IllegalArgumentException("the look-back must be positive: " + lookBack);
    }
  }

  /** Missed moments are left out, as in asynq. The default. */
  public static CatchUp skip() {
    return new CatchUp(0, DEFAULT_LOOK_BACK);
  }

  /** However many moments were missed, the task is enqueued once, for the last of them. */
  public static CatchUp fireOnce() {
    return new CatchUp(1, DEFAULT_LOOK_BACK);
  }

  /**
   * Each of the last {@code limit} missed moments enqueues its task, the oldest first.
   *
   * @throws IllegalArgumentException if the limit is not 1 to {@value #MOST}
   */
  public static CatchUp fireAll(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("at least one moment, not " + limit);
    }
    return new CatchUp(limit, DEFAULT_LOOK_BACK);
  }

  /**
   * The same with another look-back. Default: seven days.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public CatchUp within(Duration value) {
    return new CatchUp(limit, value);
  }
}
