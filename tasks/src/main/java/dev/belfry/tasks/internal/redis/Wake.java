package dev.belfry.tasks.internal.redis;

/** Why a wait for a task ended. */
public enum Wake {
  /** The queue has tasks. */
  PENDING,
  /** The time is over. */
  TIMEOUT,
  /** This Redis is older than 6.2 and cannot wait: poll instead. */
  UNSUPPORTED
}
