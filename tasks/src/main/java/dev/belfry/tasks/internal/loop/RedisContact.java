package dev.belfry.tasks.internal.loop;

import dev.belfry.service.Health;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether Redis answers. All duties report here, so that an outage gives a line when it
 * begins, one now and then while it lasts, and one when it is over. Thread-safe.
 */
public final class RedisContact {
  private static final Logger log = LoggerFactory.getLogger(RedisContact.class);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  // Longer than a reconnect or a failover that nobody needs to know of.
  private static final Duration TOLERATED = Duration.ofSeconds(3);
  // A lease lasts 30 s from its renewal, which is at most 5 s old when Redis goes away.
  private static final Duration LEASES_AT_RISK = Duration.ofSeconds(15);
  // Everyone renews within 5 s of the return of Redis, after a pause of at most 1.5 s.
  private static final Duration LEASES_RENEWED = Duration.ofSeconds(10);

  private final String owner;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean failing;
  private final LongSupplier nanos;
  private volatile long lastSuccess;
  private volatile long reunion;
  private long lastLine;
  private long silent;

  public RedisContact(String owner) {
    this(owner, System::nanoTime);
  }

  /** With another clock. */
  RedisContact(String owner, LongSupplier nanos) {
    this.owner = owner;
    this.nanos = nanos;
    lastSuccess = nanos.getAsLong();
    reunion = lastSuccess - LEASES_RENEWED.toNanos();
  }

  public void succeeded() {
    if (isLong(silence())) {
      reunion = nanos.getAsLong();
    }
    if (failing) {
      lock.lock();
      try {
        if (failing) {
          failing = false;
          log.info("{}: Redis answers again after {} s", owner, silence().toSeconds());
        }
      } finally {
        lock.unlock();
      }
    }
    lastSuccess = nanos.getAsLong();
  }

  public void failed(String duty, Throwable failure) {
    lock.lock();
    try {
      long now = nanos.getAsLong();
      if (!failing) {
        failing = true;
      } else if (now - lastLine < BETWEEN_LINES.toNanos()) {
        silent++;
        return;
      }
      log.warn(
          "{}: {} failed ({} more since the last line): {}",
          owner,
          duty,
          silent,
          failure.toString());
      log.debug("{}: {} failed", owner, duty, failure);
      lastLine = now;
      silent = 0;
    } finally {
      lock.unlock();
    }
  }

  public Health health() {
    Duration silence = silence();
    return failing && silence.compareTo(TOLERATED) > 0
        ? Health.down("Redis has not answered for " + silence.toSeconds() + " s")
        : Health.up();
  }

  /**
   * Whether a lease that is over tells of a dead worker. After a long silence it may be that of a
   * worker who, like us, could not renew it, and is to have the time for that.
   */
  public boolean isTrustworthy() {
    return !isLong(silence()) && nanos.getAsLong() - reunion >= LEASES_RENEWED.toNanos();
  }

  private static boolean isLong(Duration silence) {
    return silence.compareTo(LEASES_AT_RISK) > 0;
  }

  private Duration silence() {
    return Duration.ofNanos(nanos.getAsLong() - lastSuccess);
  }
}
