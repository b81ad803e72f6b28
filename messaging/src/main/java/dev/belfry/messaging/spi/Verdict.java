package dev.belfry.messaging.spi;

import java.time.Duration;

/** What an adapter has to do with a message after an attempt. Immutable. */
public sealed interface Verdict {

  /** Acknowledge. */
  record Settled() implements Verdict {}

  /** Hand over again after {@code delay}. */
  record Again(Duration delay, Failure failure) implements Verdict {}

  /** Put into the dead-letter topic, then acknowledge. */
  record Spent(Failure failure) implements Verdict {}
}
