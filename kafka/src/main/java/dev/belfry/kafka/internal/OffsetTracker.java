package dev.belfry.kafka.internal;

import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Knows how far a partition may be committed while its messages finish in any order: up to the
 * first one that is not finished. It remembers the unfinished ones only, so its size is bounded by
 * what is in flight, however far the others are ahead. Not thread-safe.
 */
final class OffsetTracker {
  private static final long NONE = -1;

  private final TreeSet<Long> unfinished = new TreeSet<>();
  private long next = NONE;

  /** A message was taken. Offsets rise, with gaps where Kafka has them. */
  void begun(long offset) {
    if (isPast(offset)) {
      throw new IllegalArgumentException("offset " + offset + " comes after " + (next - 1));
    }
    unfinished.add(offset);
    next = offset + 1;
  }

  /** Whether this message, or one behind it, was taken before. */
  boolean isPast(long offset) {
    return offset < next;
  }

  /** A message that was taken is finished. */
  void finished(long offset) {
    if (!unfinished.remove(offset)) {
      throw new IllegalArgumentException("offset " + offset + " is not in flight");
    }
  }

  /** Where a consumer that takes over has to begin; empty if nothing was taken yet. */
  OptionalLong committable() {
    if (next == NONE) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(unfinished.isEmpty() ? next : unfinished.first());
  }
}
