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

  Slots(int total) {
    this.total = total;
  }

  int taken() {
    return taken.get();
  }

  /** Takes a free place, if there is one. */
  boolean tryTake() {
    int now = taken.get();
    while (now < total) {
      if (taken.compareAndSet(now, now + 1)) {
        return true;
      }
      now = taken.get();
    }
    return false;
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
