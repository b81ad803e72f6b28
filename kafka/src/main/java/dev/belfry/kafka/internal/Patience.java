package dev.belfry.kafka.internal;

import java.time.Duration;

/** How long a lane may go on with a record that fails. Thread-safe. */
interface Patience {

  /**
   * Waits before another attempt.
   *
   * @return false as soon as there is to be none
   */
  boolean await(Duration delay) throws InterruptedException;

  /** Whether the partition was taken away or the process ends: nothing matters any more. */
  boolean isOver();
}
