package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.TaskException;
import java.util.concurrent.TimeUnit;

/** Keeps a walk over many keys from taking more of Redis than it may. For one thread. */
public final class Pace {
  private final double nanosPerKey;
  private final long start = System.nanoTime();
  private long keys;

  /** At most so many a second. */
  public Pace(int keysPerSecond) {
    nanosPerKey = (double) TimeUnit.SECONDS.toNanos(1) / keysPerSecond;
  }

  /** Notes that keys were looked at, and waits if that was too fast. */
  public void took(int count) {
    keys += count;
    rest((long) (keys * nanosPerKey) - (System.nanoTime() - start));
  }

  /** Waits. */
  void rest(long nanos) {
    try {
      if (nanos > 0) {
        TimeUnit.NANOSECONDS.sleep(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TaskException("the examination was interrupted", e);
    }
  }

  long keys() {
    return keys;
  }

  long nanos() {
    return System.nanoTime() - start;
  }
}
