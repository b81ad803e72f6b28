package dev.belfry.messaging;

import java.time.Duration;

/** What a {@link ProcessedStore} answers to a claim. Immutable. */
public sealed interface Claim {

  /**
   * The work is the caller's, for the lease.
   *
   * @param attempt how often the work was begun, this time included: from 1
   */
  record Granted(int attempt) implements Claim {}

  /**
   * Somebody is at work, or the work waits for its next attempt.
   *
   * @param left until the lease or the wait ends; positive
   */
  record Busy(Duration left) implements Claim {}

  /**
   * The work is done.
   *
   * @param note what the one who finished it left
   */
  record Finished(String note) implements Claim {}
}
