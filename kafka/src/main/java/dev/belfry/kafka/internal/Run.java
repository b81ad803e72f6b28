package dev.belfry.kafka.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records that one thread works off in their order, without a lock. Another thread may take away
 * what has not begun. Thread-safe.
 */
final class Run {
  private final ArrayList<ConsumerRecord<byte[], byte[]>> records;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private volatile boolean givenUp;

  // Guarded by the lock of the partition's work
  /** The record that has a lane, for which others of its key wait. */
  @Nullable ConsumerRecord<byte[], byte[]> inLane;

  private int end;
  private int told;

  Run(List<ConsumerRecord<byte[], byte[]>> records) {
    this.records =
        records instanceof ArrayList<ConsumerRecord<byte[], byte[]>> plain
            ? plain
            : new ArrayList<>(records);
    this.end = records.size();
  }

  /** The next record to work on; null if there is none, or it was taken away. */
  @Nullable ConsumerRecord<byte[], byte[]> begin() {
    var index = begun.getAndIncrement();
    return index < records.size() ? records.get(index) : null;
  }

  /** The record that was begun is settled. For the thread at work. */
  void finished() {
    done.lazySet(done.getPlain() + 1);
  }

  /** The record that was begun will not be settled. For the thread at work, which stops here. */
  void giveUp() {
    givenUp = true;
  }

  boolean isGivenUp() {
    return givenUp;
  }

  /** How many are settled. */
  int done() {
    return done.get();
  }

  /** Takes away what has not begun. */
  List<ConsumerRecord<byte[], byte[]>> takeRest() {
    // Far enough from both ends: a few more attempts to begin do no harm.
    end = Math.min(begun.getAndSet(Integer.MAX_VALUE / 2), end);
    return records.subList(end, records.size());
  }

  /** The offset of the last record that was begun, once no more can be; -1 if none was. */
  long lastBegun() {
    return end == 0 ? -1 : records.get(end - 1).offset();
  }

  /** What is not settled, and was not taken away. */
  List<ConsumerRecord<byte[], byte[]>> unsettled() {
    return records.subList(done(), end);
  }

  /** What was settled since the last call. */
  List<ConsumerRecord<byte[], byte[]>> news() {
    var from = told;
    told = done();
    return records.subList(from, told);
  }
}
