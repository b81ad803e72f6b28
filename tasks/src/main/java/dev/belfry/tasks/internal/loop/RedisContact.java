package dev.belfry.tasks.internal.loop;

import dev.belfry.service.Health;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
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

  private final String owner;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean failing;
  private volatile long lastSuccess = System.nanoTime();
  private long lastLine;
  private long silent;

  public RedisContact(String owner) {
    this.owner = owner;
  }

  public void succeeded() {
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
    lastSuccess = System.nanoTime();
  }

  public void failed(String duty, Throwable failure) {
    lock.lock();
    try {
      long now = System.nanoTime();
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

  private Duration silence() {
    return Duration.ofNanos(System.nanoTime() - lastSuccess);
  }
}
