package dev.belfry.kafka.internal;

import dev.belfry.messaging.Message;
import dev.belfry.messaging.RetryPlace;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.messaging.spi.Attempts;
import dev.belfry.messaging.spi.Failure;
import dev.belfry.messaging.spi.Verdict;
import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
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
  private final int lastAttempt;

  /**
   * Where messages go that do not succeed.
   *
   * @param retries for those that wait for another attempt without being in the way
   * @param deadLetters for those that are spent
   */
  record Unfinished(RetryTopics retries, DeadLetterTopic deadLetters) {}

  /**
   * Creates a processor.
   *
   * @param lastAttempt a message that comes for that attempt is not handled: the brokers would drop
   *     it silently if that attempt ended in a death too
   */
  RecordProcessor(
      Function<ConsumerRecord<byte[], byte[]>, Delivery> reading,
      Attempts attempts,
      Unfinished unfinished,
      int lastAttempt) {
    this.reading = reading;
    this.lastAttempt = lastAttempt;
    this.attempts = attempts;
    this.unfinished = unfinished;
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
      if (patience.isOver()) {
        return false;
      }
      var verdict = attempts.run(message);
      if (patience.isOver()) {
        return false;
      }
      switch (verdict) {
        case Verdict.Settled settled -> {
          return true;
        }
        case Verdict.Again again -> {
          logAgain(message, again);
          if (again.place() == RetryPlace.RETRY_TOPIC) {
            try {
              return handedOver(
                  delivery, patience, () -> unfinished.retries().publish(delivery, again));
            } catch (RecordTooLargeException e) {
              log.warn("{} waits in place: {}", delivery, e.getMessage());
            }
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
      } catch (RecordTooLargeException e) {
        throw e; // No further attempt helps.
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
