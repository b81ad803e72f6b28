package dev.belfry.tasks.internal.redis;

import java.util.Locale;

/** What became of a change to one task; in all cases but the first nothing was changed. */
public enum Change {
  DONE,
  /** There is no such task. */
  MISSING,
  /** It is no longer what it was when it was read. */
  CHANGED,
  /** The queue that it is to go to has a task of that id. */
  CONFLICT,
  /** Another task there has its unique lock. */
  DUPLICATE,
  /** An aggregator has it. */
  STAGED,
  ACTIVE,
  PENDING,
  ARCHIVED,
  COMPLETED,
  AGGREGATING;

  static Change of(String answer) {
    return valueOf(answer.toUpperCase(Locale.ROOT));
  }
}
