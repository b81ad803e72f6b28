package dev.belfry.console.internal.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Slows down those who guess passwords: after five failures, each further one doubles the time in
 * which no try counts, up to five minutes. Thread-safe.
 */
public final class Throttle {
  /** People mistype. */
  private static final int FREE_FAILURES = 5;

  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** After such a time without a failure, all is forgotten. */
  private static final Duration MEMORY = Duration.ofMinutes(15);

  /** Bounds the memory that many names can take; the oldest are forgotten first. */
  private static final int MOST = 20_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final LongSupplier clock;
  private final Map<String, Failures> failures =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MOST;
        }
      };

  private record Failures(int number, long lastAt) {}

  /** On the clock of this process. */
  public Throttle() {
    this(System::nanoTime);
  }

  Throttle(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * Counts a try in advance, as if it failed; {@link #succeeded} takes it back. So tries that come
   * at the same time count too.
   *
   * @return zero if it may be made, else after what time one may be made
   */
  public Duration tryNow(String who) {
    long now = clock.getAsLong();
    lock.lock();
    try {
      Failures before = known(who, now);
      int number = before == null ? 0 : before.number;
      if (before != null && number >= FREE_FAILURES) {
        long wait = pause(number).toNanos() - (now - before.lastAt);
        if (wait > 0) {
          return Duration.ofNanos(wait);
        }
      }
      failures.remove(who);
      failures.put(who, new Failures(number + 1, now));
      return Duration.ZERO;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Failures known(String who, long now) {
    Failures before = failures.get(who);
    return before != null && now - before.lastAt > MEMORY.toNanos() ? null : before;
  }

  private static Duration pause(int number) {
    int doublings = Math.min(number - FREE_FAILURES, 10);
    Duration pause = Duration.ofSeconds(1L << doublings);
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }

  /** The password was right. */
  public void succeeded(String who) {
    lock.lock();
    try {
      failures.remove(who);
    } finally {
      lock.unlock();
    }
  }
}
