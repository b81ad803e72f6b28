package dev.belfry.kafka.internal;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much there may be of something. It is full at the bound, and then until half of that is left,
 * so that what depends on it does not flutter. Thread-safe, but for what one thread asks.
 */
final class Bound {
  private final long most;
  private final AtomicLong taken = new AtomicLong();
  private boolean full; // Owned by the thread that asks

  Bound(long most) {
    this.most = most;
  }

  /** May go beyond the bound. */
  void add(long amount) {
    taken.addAndGet(amount);
  }

  /** Returns whether it was this that made room. */
  boolean remove(long amount) {
    var left = taken.addAndGet(-amount);
    return left <= most / 2 && left + amount > most / 2;
  }

  /** Whether there is enough; from then on, until there is room. For one thread. */
  boolean isFull() {
    full = full ? !hasRoom() : taken.get() >= most;
    return full;
  }

  /** Whether it was full when that was last asked, and is not any more. For the same thread. */
  boolean gotRoom() {
    return full && hasRoom();
  }

  private boolean hasRoom() {
    return taken.get() <= most / 2;
  }
}
