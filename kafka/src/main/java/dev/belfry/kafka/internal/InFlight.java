package dev.belfry.kafka.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a member has taken and not finished. Each partition is full at a number of messages, so that
 * none keeps the others from their turn, and the member at a number of bytes. One poll may go
 * beyond these bounds. Thread-safe; whether there is room is for the poll thread.
 */
final class InFlight {
  /** 200 bytes: a record without its key and value, so that small ones have a bound as well. */
  private static final int RECORD_BYTES = 200;

  private final int maxMessages;
  private final Bound bytes;
  private final AtomicInteger messages = new AtomicInteger();
  private final AtomicReference<@Nullable Thread> waiter = new AtomicReference<>();

  /**
   * Nothing yet.
   *
   * @param maxMessages of a partition
   * @param maxBytes of all
   */
  InFlight(int maxMessages, long maxBytes) {
    this.maxMessages = maxMessages;
    this.bytes = new Bound(maxBytes);
  }

  int messages() {
    return messages.get();
  }

  /** The bytes of all. */
  Bound bytes() {
    return bytes;
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
    private final Bound count = new Bound(maxMessages);

    void begun(List<ConsumerRecord<byte[], byte[]>> records) {
      messages.addAndGet(records.size());
      count.add(records.size());
      bytes.add(bytes(records));
    }

    void ended(List<ConsumerRecord<byte[], byte[]>> records) {
      messages.addAndGet(-records.size());
      var room = count.remove(records.size());
      if (bytes.remove(bytes(records)) || room) {
        tellWaiter();
      }
    }

    /** Its messages. */
    Bound count() {
      return count;
    }
  }
}
