package dev.belfry.kafka.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How long records of a share group may be tried: the same for all of a member. Thread-safe. */
final class SharePatience implements Patience {
  private final CountDownLatch noRepeats = new CountDownLatch(1);
  private volatile boolean over;

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
    return !noRepeats.await(delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public boolean mayBegin() {
    return !over;
  }

  @Override
  public boolean isOver() {
    return over;
  }
}
