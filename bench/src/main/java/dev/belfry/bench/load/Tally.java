package dev.belfry.bench.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Counts the runs of tasks that are numbered from 0. Thread-safe. */
final class Tally {
  private final AtomicIntegerArray runs;
  private final CountDownLatch open;

  Tally(int tasks) {
    runs = new AtomicIntegerArray(tasks);
    open = new CountDownLatch(tasks);
  }

  void ran(int index) {
    if (runs.incrementAndGet(index) == 1) {
      open.countDown();
    }
  }

  /** Waits until each has run once; false if no more of them do within {@code seconds}. */
  boolean await(int seconds) throws InterruptedException {
    long before = -1;
    while (open.getCount() != before) {
      before = open.getCount();
      if (open.await(seconds, TimeUnit.SECONDS)) {
        return true;
      }
    }
    return false;
  }

  /** Adds to the figures how many never ran, and how many runs there were too many. */
  void addTo(Figures figures) {
    long lost = 0;
    long duplicated = 0;
    for (int i = 0; i < runs.length(); i++) {
      int count = runs.get(i);
      lost += count == 0 ? 1 : 0;
      duplicated += Math.max(0, count - 1);
    }
    figures.add("lost", lost);
    figures.add("duplicated", duplicated);
  }
}
