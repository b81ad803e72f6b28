package dev.belfry.kafka.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer has taken and not finished. It is full at a number of messages or of bytes,
 * whichever comes first, and has room again at half of that, so that fetching does not flutter. One
 * poll may go beyond the bound. Thread-safe; one thread at a time may wait for room.
 */
final class InFlight {
  private final int maxMessages;
  private final long maxBytes;
  private final AtomicInteger messages = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicReference<@Nullable Thread> waiter = new AtomicReference<>();

  InFlight(int maxMessages, long maxBytes) {
    this.maxMessages = maxMessages;
    this.maxBytes = maxBytes;
  }

  void begun(List<ConsumerRecord<byte[], byte[]>> records) {
    messages.addAndGet(records.size());
    bytes.addAndGet(bytes(records));
  }

  void ended(List<ConsumerRecord<byte[], byte[]>> records) {
    messages.addAndGet(-records.size());
    bytes.addAndGet(-bytes(records));
    if (waiter.get() != null && hasRoom()) {
      var waiting = waiter.getAndSet(null);
      if (waiting != null) {
        LockSupport.unpark(waiting);
      }
    }
  }

  int messages() {
    return messages.get();
  }

  boolean isFull() {
    return messages.get() >= maxMessages || bytes.get() >= maxBytes;
  }

  boolean hasRoom() {
    return messages.get() <= maxMessages / 2 && bytes.get() <= maxBytes / 2;
  }

  /** Waits for room, at most so long; may return early. */
  void awaitRoom(Duration atMost) {
    waiter.set(Thread.currentThread());
    if (!hasRoom()) {
      LockSupport.parkNanos(this, atMost.toNanos());
    }
    waiter.set(null);
  }

  private static long bytes(List<ConsumerRecord<byte[], byte[]>> records) {
    var bytes = 0L;
    for (var record : records) {
      bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }
    return bytes;
  }
}
