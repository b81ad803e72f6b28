package dev.belfry.tasks.internal.redis;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Waits for replies without going to sleep, as long as that is worth while: a Redis on the same
 * machine or nearby answers a small call sooner than a thread sleeps and is woken, which also costs
 * Redis a third of its time for the call. Where replies take longer, it soon hardly tries any more.
 * Thread-safe; one thread at a time waits so, any others go to sleep at once.
 */
final class AdaptiveSpin {
  /** 50 µs: some three times what a small call takes on one machine. */
  static final long LIMIT_NANOS = 50_000;

  /** After so many misses in a row, one call of 64 tries. */
  private static final int MOST_MISSES = 6;

  /** About a microsecond: each look is a system call, and keeps others from the socket. */
  private static final int PAUSES = 20;

  private final boolean possible;
  private final LongSupplier nanoTime;
  private final AtomicBoolean taken = new AtomicBoolean();
  // The following belong to whoever has taken it.
  private int misses;
  private int skip;

  /**
   * @param processors of this machine; with a single one, Redis itself might wait for it
   * @param nanoTime the clock
   */
  AdaptiveSpin(int processors, LongSupplier nanoTime) {
    possible = processors > 1;
    this.nanoTime = nanoTime;
  }

  /** Returns when there is something to read, or when it is better to sleep until then. */
  void await(InputStream in) throws IOException {
    if (!possible || !taken.compareAndSet(false, true)) {
      return;
    }
    try {
      if (skip > 0) {
        skip--;
      } else if (spin(in)) {
        misses = 0;
      } else {
        misses = Math.min(MOST_MISSES, misses + 1);
        skip = (1 << misses) - 1;
      }
    } finally {
      taken.set(false);
    }
  }

  private boolean spin(InputStream in) throws IOException {
    long begin = nanoTime.getAsLong();
    do {
      for (int i = 0; i < PAUSES; i++) {
        Thread.onSpinWait();
      }
      if (in.available() > 0) {
        return true;
      }
    } while (nanoTime.getAsLong() - begin < LIMIT_NANOS);
    return false;
  }
}
