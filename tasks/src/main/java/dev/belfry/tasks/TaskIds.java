package dev.belfry.tasks;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Random ids for tasks: UUIDs of version 4, as of {@link UUID#randomUUID}, but from random bytes
 * that are drawn for many at once. One by one they cost an eighth of enqueuing. Thread-safe.
 */
final class TaskIds {
  private static final int BYTES = 4096;
  private static final long VERSION = 0x4000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ReentrantLock LOCK = new ReentrantLock();

  // Guarded by the lock.
  private static final ByteBuffer DRAWN = ByteBuffer.allocate(BYTES).limit(0);

  private TaskIds() {}

  static String next() {
    long high;
    long low;
    LOCK.lock();
    try {
      if (!DRAWN.hasRemaining()) {
        RANDOM.nextBytes(DRAWN.array());
        DRAWN.clear();
      }
      high = DRAWN.getLong();
      low = DRAWN.getLong();
    } finally {
      LOCK.unlock();
    }
    return new UUID((high & ~0xF000L) | VERSION, (low >>> 2) | VARIANT).toString();
  }
}
