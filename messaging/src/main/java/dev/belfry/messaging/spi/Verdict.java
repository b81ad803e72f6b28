package dev.belfry.messaging.spi;

import dev.belfry.messaging.RetryPlace;
import java.time.Duration;

/** What an adapter has to do with a message after an attempt. Immutable. */
public sealed interface Verdict {

  /** Acknowledge. */
  record Settled() implements Verdict {}

  /**
   * Hand over again.
   *
   * @param delay until then
   * @param nextAttempt the number of the next attempt; the same again if this one does not count
   * @param place where the message waits
   */
  record Again(Duration delay, int nextAttempt, RetryPlace place, Failure failure)
      implements Verdict {}

  /** Put into the dead-letter topic, then acknowledge. */
  record Spent(Failure failure) implements Verdict {}
}
