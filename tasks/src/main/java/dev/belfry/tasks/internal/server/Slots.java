package dev.belfry.tasks.internal.server;

import dev.belfry.service.Deadline;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The places for running tasks. A place is taken until the handler has really ended, even if its
 * time is up, so that there are never more handlers than places. Thread-safe.
 */
final class Slots {
  private final int total;
  private final AtomicInteger taken = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition allFree = lock.newCondition();
  private volatile Runnable onRelease = () -> {};

  Slots(int total) {
    this.total = total;
  }

  void onRelease(Runnable listener) {
    onRelease = listener;
  }

  int free() {
    return Math.max(0, total - taken.get());
  }

  int taken() {
    return taken.get();
  }

  void take() {
    taken.incrementAndGet();
  }

  void release() {
    if (taken.decrementAndGet() == 0) {
      lock.lock();
      try {
        allFree.signalAll();
      } finally {
        lock.unlock();
      }
    }
    onRelease.run();
  }

  /** Waits until no place is taken; false if the deadline came first. */
  boolean awaitAllFree(Deadline deadline) throws InterruptedException {
    lock.lock();
    try {
      while (taken.get() > 0) {
        long left = allFree.awaitNanos(deadline.remaining().toNanos());
        if (left <= 0) {
          return taken.get() == 0;
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
