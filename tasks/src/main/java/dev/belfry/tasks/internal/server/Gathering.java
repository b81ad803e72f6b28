package dev.belfry.tasks.internal.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Decides whether to wait for handlers that run before the next exchange is sent. Where all
 * handlers of a load end within the time of a round trip, it pays: one full exchange costs Redis
 * half of what two do, and takes less time than they do one after the other. Where they do not, it
 * never waits; the first load that takes longer than those before is found out by a look at the
 * clock at the end of each handler, or else after {@link #LOOK_MILLIS}. For the exchanger's turns.
 */
final class Gathering {
  /** About a round trip. */
  private static final long WORTH_NANOS = TimeUnit.MICROSECONDS.toNanos(150);

  /** Between two looks, while there is something to look for: a thousand a second cost little. */
  private static final long LOOK_MILLIS = 1;

  private static final Executor SOON =
      CompletableFuture.delayedExecutor(LOOK_MILLIS, TimeUnit.MILLISECONDS, Runnable::run);

  private final Runnable turn;
  private final LongSupplier nanos;
  private long begunAt;
  private boolean open;
  private boolean quick;
  private volatile boolean looking;

  /** {@code turn} causes another turn; {@code nanos} is the monotonic clock. */
  Gathering(Runnable turn, LongSupplier nanos) {
    this.turn = turn;
    this.nanos = nanos;
  }

  /** Tasks have come, and their handlers begin. */
  void begun() {
    begunAt = nanos.getAsLong();
    open = true;
  }

  /** Whether those {@code running} are likely to end in a moment. To be asked in each turn. */
  boolean pays(int running) {
    if (!open) {
      return false;
    }
    boolean late = nanos.getAsLong() - begunAt > WORTH_NANOS;
    if (late || running == 0) {
      open = false;
      quick = !late;
    } else if (quick && !looking) {
      looking = true;
      SOON.execute(this::look);
    }
    return open && quick;
  }

  private void look() {
    looking = false;
    turn.run();
  }
}
