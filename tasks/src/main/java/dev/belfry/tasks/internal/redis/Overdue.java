package dev.belfry.tasks.internal.redis;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Fails what had no answer in time. All have the same time limit, so the first one that came is the
 * first one that is overdue, and one look at the head now and then does for all; a timer for each
 * costs more than all else that a call among many costs. Thread-safe.
 */
final class Overdue {
  /** What is overdue fails so much later at worst; what was answered is kept so long. */
  private static final Duration PERIOD = Duration.ofMillis(20);

  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("belfry-redis-overdue").daemon().factory());

  private record Entry(EnqueueRequest request, long deadline) {}

  private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean ticking = new AtomicBoolean();
  private final long limitNanos;

  Overdue(Duration limit) {
    limitNanos = limit.toNanos();
  }

  /** Gives the request the usual time from now on. */
  void watch(EnqueueRequest request) {
    entries.add(new Entry(request, System.nanoTime() + limitNanos));
    if (!ticking.get() && ticking.compareAndSet(false, true)) {
      tickLater();
    }
  }

  private void tickLater() {
    var unused = CLOCK.schedule(this::tick, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    sweep();
    if (entries.isEmpty()) {
      ticking.set(false);
      // Somebody may have come in between and relied on this.
      if (entries.isEmpty() || !ticking.compareAndSet(false, true)) {
        return;
      }
    }
    tickLater();
  }

  private void sweep() {
    long now = System.nanoTime();
    for (Entry head = entries.peek(); head != null; head = entries.peek()) {
      if (!head.request.isGivenUp()) {
        if (head.deadline - now > 0) {
          return;
        }
        head.request.fail(new TimeoutException("no answer in time"));
      }
      entries.remove();
    }
  }
}
