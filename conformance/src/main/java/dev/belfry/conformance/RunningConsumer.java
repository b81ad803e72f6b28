package dev.belfry.conformance;

import java.time.Duration;

/** A consumer that a fixture has started. */
public interface RunningConsumer {

  /** Takes nothing new, lets handlers end within the time, then interrupts them. */
  void stop(Duration within) throws Exception;

  /**
   * Ends as a killed process does: acknowledges nothing any more and gives nothing back itself.
   * Handlers that run are left to themselves.
   */
  void crash() throws Exception;
}
