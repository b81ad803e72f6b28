package dev.belfry.bench.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the messages that were handled, and takes the time from the first to the last, and how
 * late each was. The same for all ways to consume. Thread-safe.
 */
final class Tally {
  /** Far beyond what any measurement takes. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final int expected;
  private final long[] micros;
  private final AtomicInteger count = new AtomicInteger();
  private final CountDownLatch done;
  private volatile long first;
  private volatile long last;

  Tally(int expected) {
    this.expected = expected;
    this.micros = new long[expected];
    this.done = new CountDownLatch(expected == 0 ? 0 : 1);
  }

  /** One more; those beyond the expected number are counted only. */
  void add() {
    int number = count.incrementAndGet();
    if (number == 1) {
      first = System.nanoTime();
    }
    if (number == expected) {
      last = System.nanoTime();
      done.countDown();
    }
  }

  /** One more that was sent at that time. */
  void add(Instant sent) {
    int index = count.get();
    if (index < expected) {
      micros[index] = ChronoUnit.MICROS.between(sent, Instant.now());
    }
    add();
  }

  /** Waits for the last message. */
  void await(String what) throws InterruptedException {
    if (!done.await(LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IllegalStateException(
          "%s: only %d of %d messages within %s".formatted(what, count.get(), expected, LIMIT));
    }
  }

  boolean isDone() {
    return done.getCount() == 0;
  }

  int count() {
    return count.get();
  }

  double seconds() {
    return (last - first) / 1e9;
  }

  double perSecond() {
    return (expected - 1) / seconds();
  }

  double meanMillis() {
    return Arrays.stream(micros).average().orElse(0) / 1e3;
  }

  /** What a share of the messages does not exceed. */
  double millis(double share) {
    long[] sorted = micros.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))] / 1e3;
  }
}
