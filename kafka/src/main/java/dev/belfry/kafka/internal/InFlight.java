package dev.belfry.kafka.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a member has taken and not finished. Each partition is full at a number of messages, so that
 * none keeps the others from their turn, and the member at a number of bytes. There is room again
 * at half of that, so that fetching does not flutter. One poll may go beyond the bound.
 * Thread-safe; one thread at a time may wait for room.
 */
final class InFlight {
  /** 200 bytes: a record without its key and value, so that small ones have a bound as well. */
  private static final int RECORD_BYTES = 200;

  private final int maxMessages;
  private final long maxBytes;
  private final AtomicInteger messages = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicReference<@Nullable Thread> waiter = new AtomicReference<>();

  /**
   * Nothing yet.
   *
   * @param maxMessages of a partition
   * @param maxBytes of all
   */
  InFlight(int maxMessages, long maxBytes) {
    this.maxMessages = maxMessages;
    this.maxBytes = maxBytes;
  }

  int messages() {
    return messages.get();
  }

  boolean isFull() {
    return bytes.get() >= maxBytes;
  }

  boolean hasRoom() {
    return bytes.get() <= maxBytes / 2;
  }

  /** Waits until something gets room, unless that is so; at most so long, and maybe less. */
  void awaitRoom(Duration atMost, BooleanSupplier gotRoom) {
    waiter.set(Thread.currentThread());
    if (!gotRoom.getAsBoolean()) {
      LockSupport.parkNanos(this, atMost.toNanos());
    }
    waiter.set(null);
  }

  private void tellWaiter() {
    var waiting = waiter.getAndSet(null);
    if (waiting != null) {
      LockSupport.unpark(waiting);
    }
  }

  private static long bytes(List<ConsumerRecord<byte[], byte[]>> records) {
    var bytes = (long) RECORD_BYTES * records.size();
    for (var record : records) {
      bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }
    return bytes;
  }

  /** The part of a partition. */
  final class Part {
    private final AtomicInteger count = new AtomicInteger();

    void begun(List<ConsumerRecord<byte[], byte[]>> records) {
      count.addAndGet(records.size());
      messages.addAndGet(records.size());
      bytes.addAndGet(bytes(records));
    }

    void ended(List<ConsumerRecord<byte[], byte[]>> records) {
      var size = bytes(records);
      messages.addAndGet(-records.size());
      var left = count.addAndGet(-records.size());
      var bytesLeft = bytes.addAndGet(-size);
      if ((left <= maxMessages / 2 && left + records.size() > maxMessages / 2)
          || (bytesLeft <= maxBytes / 2 && bytesLeft + size > maxBytes / 2)) {
        tellWaiter();
      }
    }

    boolean isFull() {
      return count.get() >= maxMessages;
    }

    boolean hasRoom() {
      return count.get() <= maxMessages / 2;
    }
  }
}
