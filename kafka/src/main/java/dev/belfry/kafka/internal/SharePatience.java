package dev.belfry.kafka.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How long records of a share group may be tried: the same for all of a member. Thread-safe. */
final class SharePatience implements Patience {
  private final CountDownLatch noRepeats = new CountDownLatch(1);
  private final Semaphore permits;
  private volatile boolean over;

  SharePatience(int parallelism) {
    // Fair: who came first, and who comes back from a wait, has the next turn.
    permits = new Semaphore(parallelism, true);
  }

  /** Before the first attempt: so many may be at work. */
  void begin() throws InterruptedException {
    permits.acquire();
  }

  /** After the last attempt. */
  void end() {
    permits.release();
  }

  /** From now on, what fails is given up; what waits for a further attempt is given up now. */
  void finishQueued() {
    noRepeats.countDown();
  }

  /** From now on nothing begins, and no result counts. */
  void abandon() {
    over = true;
    noRepeats.countDown();
  }

  @Override
  public boolean await(Duration delay) throws InterruptedException {
    permits.release();
    try {
      return !noRepeats.await(delay.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      permits.acquireUninterruptibly();
    }
  }

  @Override
  public boolean isOver() {
    return over;
  }
}
