package dev.belfry.tasks.internal.redis;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Notices that a reply takes longer than replies do, although the connection is there: a master
 * that hangs is replaced by another one, and does not say so. Thread-safe.
 */
final class LateReplies implements AutoCloseable {
  /** A reply is late after one to two of these. */
  private static final Duration PERIOD = Duration.ofMillis(500);

  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("belfry-redis-late").daemon().factory());

  private final LongAdder[] waiting = {
    new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder()
  };
  private final Runnable alarm;
  private final Future<?> ticking;
  private volatile int period;

  LateReplies(Runnable alarm) {
    this.alarm = alarm;
    ticking =
        CLOCK.scheduleAtFixedRate(
            this::tick, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  <T> CompletionStage<T> watch(CompletionStage<T> reply) {
    LongAdder mine = waiting[period % waiting.length];
    mine.increment();
    return reply.whenComplete((value, failure) -> mine.decrement());
  }

  // Only this one thread changes it.
  @SuppressWarnings("NonAtomicOperationOnVolatileField")
  private void tick() {
    int last = period;
    period = (last + 1) % waiting.length;
    for (int i = 0; i < waiting.length; i++) {
      if (i != last && i != period && waiting[i].sum() > 0) {
        alarm.run();
        return;
      }
    }
  }

  @Override
  public void close() {
    ticking.cancel(false);
  }
}
