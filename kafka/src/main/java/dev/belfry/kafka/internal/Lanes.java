package dev.belfry.kafka.internal;

import dev.belfry.kafka.ConsumerMode;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are at work, each with the records that have to wait for it. In the order of the
 * partition all records have one key; in the order of keys, one without a key waits for nothing and
 * is in nobody's way. Not thread-safe.
 */
final class Lanes {
  /**
   * 1,000 records wait for others at most, then none overtakes them any more, so that one key with
   * most of the records leaves no more than that to work off when the partition goes.
   */
  private static final int MOST_WAITING = 1_000;

  private final ConsumerMode mode;
  private int held;
  private final Map<Key, ArrayDeque<ConsumerRecord<byte[], byte[]>>> waiting = new HashMap<>();

  /** What decides the order. */
  private static final class Key {
    private static final Key PARTITION = new Key(new byte[0]);

    private final byte[] bytes;

    private Key(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  Lanes(ConsumerMode mode) {
    this.mode = mode;
  }

  /** Null for a record without order. */
  private @Nullable Key keyOf(ConsumerRecord<byte[], byte[]> record) {
    if (mode == ConsumerMode.PARTITION) {
      return Key.PARTITION;
    }
    var key = record.key();
    return key == null ? null : new Key(key);
  }

  /** A record is at work; those of its key have to wait for it from now on. */
  void open(ConsumerRecord<byte[], byte[]> record) {
    var key = keyOf(record);
    if (key != null) {
      waiting.putIfAbsent(key, new ArrayDeque<>(0));
    }
  }

  /** Lets a record wait if it has to. */
  private boolean holdsUp(ConsumerRecord<byte[], byte[]> record) {
    var key = keyOf(record);
    var lane = key == null ? null : waiting.get(key);
    if (lane == null) {
      return false;
    }
    held++;
    return lane.add(record);
  }

  /** Whether so many wait that no others may be taken from the queue. */
  boolean isFull() {
    return held >= MOST_WAITING;
  }

  /**
   * Takes so many from the queue that wait for nothing, or less; lets those wait that have to.
   * Takes none while it is full.
   */
  List<ConsumerRecord<byte[], byte[]>> unhindered(RecordQueue queue, int most) {
    if (waiting.isEmpty()) {
      return queue.take(most);
    }
    while (!isFull() && !queue.isEmpty()) {
      var records = queue.take(most).stream().filter(record -> !holdsUp(record)).toList();
      if (!records.isEmpty()) {
        return records;
      }
    }
    return List.of();
  }

  /** A record is no more at work: returns the first of those that wait for it, now at work. */
  @Nullable ConsumerRecord<byte[], byte[]> next(ConsumerRecord<byte[], byte[]> record) {
    var key = keyOf(record);
    var lane = key == null ? null : waiting.get(key);
    var next = lane == null ? null : lane.poll();
    if (next != null) {
      held--;
    } else if (key != null) {
      waiting.remove(key);
    }
    return next;
  }

  /** A record is no more at work, and none that waits for it either: returns these, in order. */
  List<ConsumerRecord<byte[], byte[]>> close(ConsumerRecord<byte[], byte[]> record) {
    var key = keyOf(record);
    var lane = key == null ? null : waiting.remove(key);
    if (lane == null) {
      return List.of();
    }
    held -= lane.size();
    return List.copyOf(lane);
  }

  /** All that wait. */
  Stream<ConsumerRecord<byte[], byte[]>> waiting() {
    return waiting.values().stream().flatMap(ArrayDeque::stream);
  }

  /** Takes out those that wait and meet a condition. */
  List<ConsumerRecord<byte[], byte[]>> takeIf(Predicate<ConsumerRecord<byte[], byte[]>> condition) {
    var taken = waiting().filter(condition).toList();
    waiting.values().forEach(lane -> lane.removeIf(condition));
    held -= taken.size();
    return taken;
  }
}
