package dev.belfry.kafka.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.messaging.Headers;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.messaging.spi.Attempts;
import dev.belfry.messaging.spi.Failure;
import dev.belfry.messaging.spi.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a record until it is settled or spent, and puts a spent one into the dead-letter topic.
 * Only a running handler holds one of the permits; a record that waits for its next attempt holds
 * none. Thread-safe.
 */
final class RecordProcessor implements Processor {
  private static final Logger log = LoggerFactory.getLogger(RecordProcessor.class);

  /** Between attempts to reach the dead-letter topic: for ever, since a loss is the alternative. */
  private static final RetryPlan PUBLISHING =
      RetryPlan.exponential()
          .firstDelay(Duration.ofMillis(500))
          .maxAttempts(Integer.MAX_VALUE)
          .build();

  private final Attempts attempts;
  private final DeadLetterTopic deadLetters;
  private final Semaphore permits;

  RecordProcessor(Attempts attempts, DeadLetterTopic deadLetters, int parallelism) {
    this.attempts = attempts;
    this.deadLetters = deadLetters;
    // Fair: lanes take turns.
    this.permits = new Semaphore(parallelism, true);
  }

  @Override
  public boolean process(ConsumerRecord<byte[], byte[]> record, Patience patience)
      throws InterruptedException {
    var message = message(record);
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
          if (!patience.await(again.delay())) {
            return false;
          }
          message = message.withAttempt(again.nextAttempt());
        }
        case Verdict.Spent spent -> {
          return buried(record, spent.failure(), patience);
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

  private boolean buried(ConsumerRecord<byte[], byte[]> record, Failure failure, Patience patience)
      throws InterruptedException {
    for (var attempt = 1; ; attempt++) {
      try {
        deadLetters.publish(record, failure);
        return true;
      } catch (RuntimeException e) {
        var delay = PUBLISHING.delayAfter(attempt, e).orElseThrow();
        log.warn(
            "cannot put {}-{}@{} into {}, again in {}: {}",
            record.topic(),
            record.partition(),
            record.offset(),
            deadLetters.topic(),
            delay,
            e.getMessage());
        if (!patience.await(delay)) {
          return false;
        }
      }
    }
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

  private static Message message(ConsumerRecord<byte[], byte[]> record) {
    var headers = Headers.none();
    for (var header : record.headers()) {
      var value = header.value();
      headers = headers.with(header.key(), value == null ? new byte[0] : value);
    }
    var builder =
        Message.of(record.topic())
            .partition(record.partition())
            .offset(record.offset())
            .headers(headers)
            .timestamp(Instant.ofEpochMilli(Math.max(0, record.timestamp())));
    if (record.key() != null) {
      builder.key(new String(record.key(), UTF_8));
    }
    if (record.value() != null) {
      builder.value(record.value());
    }
    return builder.build();
  }
}
