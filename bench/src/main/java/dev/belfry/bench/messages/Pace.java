package dev.belfry.bench.messages;

import java.util.concurrent.TimeUnit;

/** Holds messages back so that so many are sent in a second, counted from the first one. */
public final class Pace {
  private final double perSecond;
  private final long began = System.nanoTime();

  /** Begins now; infinity holds nothing back. */
  public Pace(double perSecond) {
    this.perSecond = perSecond;
  }

  /** Waits until message {@code i} is due; message 0 is at once. */
  public void await(int i) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(began + (long) (i * 1e9 / perSecond) - System.nanoTime());
  }
}
