package dev.belfry.messaging;

/** Where a failed message waits for its next attempt. */
public enum RetryPlace {
  /** Where it is: what follows it in its order waits too. */
  IN_PLACE,

  /**
   * On a topic for retries, acknowledged where it was: what follows it goes on and overtakes it.
   * For adapters that have such topics; elsewhere the same as {@link #IN_PLACE}.
   */
  RETRY_TOPIC
}
