package dev.belfry.kafka.internal;

/** Tells how long something has not moved. For one thread. */
final class Standstill {
  private long seen = -1;
  private long since;

  /** How long {@code progress}, which is never negative, has been what it is. */
  long nanos(long progress) {
    var now = System.nanoTime();
    if (progress != seen) {
      seen = progress;
      since = now;
    }
    return now - since;
  }

  /** Nothing has to move any more. */
  void end() {
    seen = -1;
  }
}
