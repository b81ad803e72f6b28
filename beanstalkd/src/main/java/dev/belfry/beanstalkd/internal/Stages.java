package dev.belfry.beanstalkd.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How eager the workers of a queue are, which only ever goes down, and their handlers' bound. */
final class Stages {
  private final CountDownLatch quiesced = new CountDownLatch(1);
  private final Semaphore handlers;
  private final int parallelism;
  private volatile boolean interrupting;
  private volatile boolean abandoned;

  Stages(int parallelism) {
    this.parallelism = parallelism;
    // Fair: servers take turns.
    handlers = new Semaphore(parallelism, true);
  }

  /** No more jobs from now on. */
  void quiesce() {
    quiesced.countDown();
  }

  /** Handlers that run are interrupted. */
  void interrupt() {
    quiesce();
    interrupting = true;
  }

  /** Handlers that still run are left to themselves. */
  void abandon() {
    interrupt();
    abandoned = true;
  }

  boolean mayReserve() {
    return quiesced.getCount() > 0;
  }

  boolean isInterrupting() {
    return interrupting;
  }

  boolean isAbandoned() {
    return abandoned;
  }

  /** Waits for a free handler; false if there was none in time. */
  boolean acquireHandler(Duration atMost) {
    try {
      return handlers.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** How many handlers run. */
  int running() {
    return parallelism - handlers.availablePermits();
  }

  void releaseHandler() {
    handlers.release();
  }

  void awaitQuiesce(Duration atMost) {
    try {
      var unused = quiesced.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      quiesce();
    }
  }
}
