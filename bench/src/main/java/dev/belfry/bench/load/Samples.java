package dev.belfry.bench.load;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Nanoseconds measured by many threads, read when they have ended. */
public final class Samples {
  private final long[] nanos;
  private final AtomicInteger count = new AtomicInteger();

  public Samples(int capacity) {
    nanos = new long[capacity];
  }

  /** Adds one; those beyond the capacity are dropped. */
  public void add(long value) {
    int index = count.getAndIncrement();
    if (index < nanos.length) {
      nanos[index] = value;
    }
  }

  /** The value that the share {@code p} of all values does not exceed; 0 if there are none. */
  public long percentile(double p) {
    int size = Math.min(count.get(), nanos.length);
    if (size == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    return sorted[Math.clamp((long) Math.ceil(p * size) - 1, 0, size - 1)];
  }
}
