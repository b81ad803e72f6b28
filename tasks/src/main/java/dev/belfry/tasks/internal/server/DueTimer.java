package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.internal.redis.DelayedSet;
import dev.belfry.tasks.internal.redis.Forwarded;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Knows when to look for due tasks in one set of one queue, and looks. Turns are for one thread;
 * the rest is thread-safe.
 *
 * <p>Where several servers wait for the same task, the one that looked last is on time and tells
 * the others; they come a little later, and so only if it did not.
 */
final class DueTimer {
  /** What becomes due within this time is moved together. */
  private static final Duration TOGETHER = Duration.ofMillis(4);

  /** A look takes the longer the more is due within a second; Redis is to have time for others. */
  private static final int RESTS = 4;

  private static final long LONGEST_REST_NANOS = Duration.ofMillis(200).toNanos();

  /** By so much a server that was not the last one lets the other go first. */
  private static final int COURTESY_LEAST_MILLIS = 10;

  private static final int COURTESY_MOST_MILLIS = 25;

  /** Where something was due, Go's clients may schedule more: look more often for this time. */
  private static final long LIVELY_FOR_NANOS = Duration.ofSeconds(10).toNanos();

  private final ServerContext context;
  private final String queue;
  private final DelayedSet set;
  private final Duration idleLook;
  private final Duration livelyLook;
  private final ReentrantLock lock = new ReentrantLock();
  // On the clock of Redis.
  private Instant due = Instant.MAX;
  // On the monotonic clock.
  private volatile long lastEvent = System.nanoTime() - LIVELY_FOR_NANOS;
  private long lastLook;
  private Duration courtesy = Duration.ZERO;
  private long restUntil = System.nanoTime();

  /**
   * Watches a set.
   *
   * @param idleLook how often to look for what nobody tells, with one command
   * @param livelyLook the same, soon after tasks were due
   */
  DueTimer(
      ServerContext context, String queue, DelayedSet set, Duration idleLook, Duration livelyLook) {
    this.context = context;
    this.queue = queue;
    this.set = set;
    this.idleLook = idleLook;
    this.livelyLook = livelyLook;
    lastLook = System.nanoTime() - idleLook.toNanos();
  }

  /** A task was stored that is due then. */
  void dueAt(Instant moment) {
    lock.lock();
    try {
      lastEvent = System.nanoTime();
      arm(moment);
    } finally {
      lock.unlock();
    }
  }

  /** Another server has just looked, and will be back then. */
  void nothingBefore(Instant moment) {
    lock.lock();
    try {
      lastEvent = System.nanoTime();
      due = moment;
      courtesy =
          Duration.ofMillis(
              ThreadLocalRandom.current().nextInt(COURTESY_LEAST_MILLIS, COURTESY_MOST_MILLIS));
    } finally {
      lock.unlock();
    }
  }

  /** Does what is to be done now, and returns how long to wait for the next turn. */
  Duration turn() {
    if (isDue()) {
      forward();
    } else if (isLookDue()) {
      look();
    }
    return untilNextTurn();
  }

  private boolean isDue() {
    return !untilDue().isPositive();
  }

  private void forward() {
    long start = System.nanoTime();
    begin();
    try {
      forwarded(context.broker().forward(queue, set));
    } catch (RuntimeException e) {
      armAt(Instant.EPOCH);
      throw e;
    }
    long end = System.nanoTime();
    long rest = Math.clamp((end - start) * RESTS, TOGETHER.toNanos(), LONGEST_REST_NANOS);
    restUntil = end + rest;
  }

  /** From here on somebody may tell of tasks that the look does not see. */
  private void begin() {
    lock.lock();
    try {
      due = Instant.MAX;
    } finally {
      lock.unlock();
    }
  }

  private void forwarded(Forwarded forwarded) {
    context.contact().succeeded();
    Instant now = context.broker().now();
    lock.lock();
    try {
      forwarded.next().ifPresent(next -> arm(now.plus(next)));
      courtesy = Duration.ZERO;
      lastLook = System.nanoTime();
      lastEvent = forwarded.moved() > 0 ? lastLook : lastEvent;
    } finally {
      lock.unlock();
    }
  }

  private void look() {
    var next = context.broker().nextDue(queue, set);
    context.contact().succeeded();
    lastLook = System.nanoTime();
    next.ifPresent(this::armAt);
  }

  private void armAt(Instant moment) {
    lock.lock();
    try {
      arm(moment);
    } finally {
      lock.unlock();
    }
  }

  private void arm(Instant moment) {
    due = moment.isBefore(due) ? moment : due;
  }

  private boolean isLookDue() {
    return !untilLook().isPositive();
  }

  private Duration untilLook() {
    long now = System.nanoTime();
    Duration interval = now - lastEvent < LIVELY_FOR_NANOS ? livelyLook : idleLook;
    return interval.minusNanos(now - lastLook);
  }

  private Duration untilNextTurn() {
    Duration untilLook = untilLook();
    Duration untilDue = untilDue();
    return longer(untilDue.compareTo(untilLook) < 0 ? untilDue : untilLook, Duration.ZERO);
  }

  /** Asks for the time only if something waits: that may cost a command. */
  private Duration untilDue() {
    Instant moment;
    lock.lock();
    try {
      if (due.equals(Instant.MAX)) {
        return idleLook;
      }
      moment = due.plus(courtesy);
    } finally {
      lock.unlock();
    }
    Duration rest = Duration.ofNanos(restUntil - System.nanoTime());
    return longer(Duration.between(context.broker().now(), moment), rest);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? b : a;
  }
}
