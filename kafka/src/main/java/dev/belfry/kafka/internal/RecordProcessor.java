package dev.belfry.kafka.internal;

import dev.belfry.messaging.Message;
import dev.belfry.messaging.RetryPlace;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.messaging.spi.Attempts;
import dev.belfry.messaging.spi.Failure;
import dev.belfry.messaging.spi.Verdict;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a record until it is settled, spent, or to wait elsewhere, and puts it there. Only a
 * running handler holds one of the permits; a record that waits for its next attempt holds none.
 * Thread-safe.
 */
final class RecordProcessor implements Processor {
  private static final Logger log = LoggerFactory.getLogger(RecordProcessor.class);

  /** Between attempts to reach another topic: for ever, since a loss is the alternative. */
  private static final RetryPlan PUBLISHING =
      RetryPlan.exponential()
          .firstDelay(Duration.ofMillis(500))
          .maxAttempts(Integer.MAX_VALUE)
          .build();

  private final Function<ConsumerRecord<byte[], byte[]>, Delivery> reading;
  private final Attempts attempts;
  private final Unfinished unfinished;
  private final Semaphore permits;
  private final int lastAttempt;

  /**
   * Where messages go that do not succeed.
   *
   * @param retries for those that wait for another attempt without being in the way
   * @param deadLetters for those that are spent
   */
  record Unfinished(RetryTopics retries, DeadLetterTopic deadLetters) {}

  /**
   * How many at once, and how often.
   *
   * @param parallelism handlers that run at once
   * @param lastAttempt a message that comes for that attempt is not handled: the brokers would drop
   *     it silently if that attempt ended in a death too
   */
  record Bounds(int parallelism, int lastAttempt) {
    static Bounds of(int parallelism) {
      return new Bounds(parallelism, Integer.MAX_VALUE);
    }
  }

  RecordProcessor(
      Function<ConsumerRecord<byte[], byte[]>, Delivery> reading,
      Attempts attempts,
      Unfinished unfinished,
      Bounds bounds) {
    this.reading = reading;
    this.lastAttempt = bounds.lastAttempt();
    this.attempts = attempts;
    this.unfinished = unfinished;
    // Fair: lanes take turns.
    this.permits = new Semaphore(bounds.parallelism(), true);
  }

  @Override
  public boolean process(ConsumerRecord<byte[], byte[]> record, Patience patience)
      throws InterruptedException {
    var delivery = reading.apply(record);
    if (delivery.attempt() >= lastAttempt) {
      return handedOver(
          delivery,
          patience,
          () -> unfinished.deadLetters().publish(delivery, forsaken(delivery.attempt() - 1)));
    }
    var message = delivery.message();
    while (true) {
      var verdict = attempt(message, patience);
      if (verdict == null || patience.isOver()) {
        return false;
      }
      switch (verdict) {
        case Verdict.Settled settled -> {
          return true;
        }
        case Verdict.Again again -> {
          logAgain(message, again);
          if (again.place() == RetryPlace.RETRY_TOPIC) {
            return handedOver(
                delivery, patience, () -> unfinished.retries().publish(delivery, again));
          }
          if (!patience.await(again.delay())) {
            return false;
          }
          message = message.withAttempt(again.nextAttempt());
        }
        case Verdict.Spent spent -> {
          return handedOver(
              delivery,
              patience,
              () -> unfinished.deadLetters().publish(delivery, spent.failure()));
        }
      }
    }
  }

  /** Returns null if there is to be no attempt: waiting for a permit can take long. */
  private @Nullable Verdict attempt(Message message, Patience patience)
      throws InterruptedException {
    permits.acquire();
    try {
      return patience.mayBegin() ? attempts.run(message) : null;
    } finally {
      permits.release();
    }
  }

  private static Failure forsaken(int attempts) {
    return new Failure(
        "delivered %d times, and each time the process died or stopped before it was settled"
            .formatted(attempts),
        null,
        attempts);
  }

  /** Tries until the brokers have the message elsewhere. */
  private static boolean handedOver(Delivery delivery, Patience patience, Publication publication)
      throws InterruptedException {
    for (var attempt = 1; ; attempt++) {
      try {
        publication.publish();
        return true;
      } catch (RuntimeException e) {
        var delay = PUBLISHING.delayAfter(attempt, e).orElseThrow();
        log.warn("cannot hand over {}, again in {}: {}", delivery, delay, e.getMessage());
        if (!patience.await(delay)) {
          return false;
        }
      }
    }
  }

  /** A write to another topic. */
  @FunctionalInterface
  private interface Publication {
    void publish() throws InterruptedException;
  }

  private static void logAgain(Message message, Verdict.Again again) {
    var failure = again.failure();
    log.info(
        "attempt {} of {} failed, again in {} ms: {}",
        failure.attempts(),
        message,
        again.delay().toMillis(),
        failure.reason());
    log.debug("attempt {} of {} failed", failure.attempts(), message, failure.cause());
  }
}
