package dev.belfry.bench.kafka;

import dev.belfry.bench.messages.NumberedMessages;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.Outcome;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Works for a while, and fails at messages whose fate it is. Thread-safe. */
final class FailingHandler implements MessageHandler {
  private final Duration work;
  private final long seed;
  private final Counts counts;
  private volatile boolean broken;

  /**
   * What is handled to its end.
   *
   * @param good those that never fail
   * @param failedTwice those that succeed in the end
   * @param failedAlways those that succeed only when nothing is broken
   */
  record Counts(Tally good, Tally failedTwice, Tally failedAlways) {
    static Counts of(int messages, long seed) {
      return new Counts(
          new Tally(Fate.GOOD.among(messages, seed).length),
          new Tally(Fate.FAILS_TWICE.among(messages, seed).length),
          new Tally(Fate.FAILS_ALWAYS.among(messages, seed).length));
    }
  }

  /**
   * Creates a handler.
   *
   * @param work how long each attempt takes
   * @param seed of the messages' fates
   * @param broken whether anything fails at all
   */
  FailingHandler(Duration work, long seed, boolean broken, Counts counts) {
    this.work = work;
    this.seed = seed;
    this.broken = broken;
    this.counts = counts;
  }

  /** From now on nothing fails. */
  void mend() {
    broken = false;
  }

  @Override
  public Outcome handle(Message message) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(work.toNanos());
    switch (Fate.of(seed, NumberedMessages.numberOf(message))) {
      case GOOD -> counts.good().add(message.timestamp());
      case FAILS_TWICE -> {
        require(message.attempt() > 2, "not yet");
        counts.failedTwice().add(message.timestamp());
      }
      case FAILS_ALWAYS -> {
        require(false, "never while it is broken");
        counts.failedAlways().add(message.timestamp());
      }
    }
    return Outcome.done();
  }

  private void require(boolean condition, String reason) {
    if (broken && !condition) {
      throw new IllegalStateException(reason);
    }
  }
}
