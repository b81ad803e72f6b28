package dev.belfry.console.internal.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** How many Redis commands samples cost, over the last half minute or so. Thread-safe. */
public final class CommandRate {
  private static final int KEPT = 16;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<long[]> past = new ArrayDeque<>();

  void note(long commands) {
    lock.lock();
    try {
      past.addLast(new long[] {System.nanoTime(), commands});
      if (past.size() > KEPT) {
        past.removeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Null until it is known. */
  public @Nullable Double perSecond() {
    lock.lock();
    try {
      long[] first = past.peekFirst();
      long[] last = past.peekLast();
      if (first == null || last == null || last[0] == first[0]) {
        return null;
      }
      double rate = (last[1] - first[1]) * 1e9 / (last[0] - first[0]);
      return Math.round(rate * 10) / 10.0;
    } finally {
      lock.unlock();
    }
  }
}
