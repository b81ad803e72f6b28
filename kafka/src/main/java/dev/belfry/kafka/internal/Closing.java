package dev.belfry.kafka.internal;

import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How eager the work on a partition is, and how long failures are repeated; both only ever go down.
 * Thread-safe.
 */
final class Closing {
  /** How far it has come. */
  enum Phase {
    /** Everything runs, failures are repeated. */
    OPEN,
    /** What is here still runs, and failures are repeated until a deadline. */
    FINISHING,
    /** Likewise what has begun, and what stands in front of that. */
    ENDING,
    /** Nothing counts any more. */
    OVER
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition lowered = lock.newCondition();
  private volatile Phase phase = Phase.OPEN; // Written under the lock
  // Guarded by lock
  private Deadline patience = Deadline.in(Duration.ZERO); // Counts if not open

  /**
   * Comes to a phase, or changes its deadline.
   *
   * @return whether that changed anything
   */
  boolean lower(Phase to, Deadline until) {
    lock.lock();
    try {
      if (phase.compareTo(to) > 0 || (phase == to && patience.equals(until))) {
        return false;
      }
      phase = to;
      patience = until;
      lowered.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  boolean isOpen() {
    return phase == Phase.OPEN;
  }

  boolean isOver() {
    return phase == Phase.OVER;
  }

  /**
   * Waits before another attempt.
   *
   * @return false as soon as there is to be none
   */
  boolean awaitAttempt(Duration delay) throws InterruptedException {
    lock.lock();
    try {
      var due = System.nanoTime() + delay.toNanos();
      while (true) {
        var left = due - System.nanoTime();
        if (isOver() || (!isOpen() && patience.remaining().toNanos() < left)) {
          return false;
        }
        if (left <= 0) {
          return true;
        }
        var unused = lowered.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
