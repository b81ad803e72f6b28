package dev.belfry.kafka.internal;

import dev.belfry.kafka.ConsumerMode;
import dev.belfry.service.Deadline;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one partition between poll and commit, from its assignment to its revocation.
 *
 * <p>Each key has a lane: a queue that, while it is not empty, one thread of the crew works off
 * from its head. A record leaves its lane only when it is settled, so a failing one holds up its
 * own key and no other. If a record is given up, its lane ends with all that is queued behind it;
 * none of that is finished, so none is committed, and the partition's next owner gets it all.
 *
 * <p>Thread-safe: the poll thread feeds and asks, the lanes report.
 */
final class PartitionWork implements Patience {
  private static final Logger log = LoggerFactory.getLogger(PartitionWork.class);

  /** 1 s: failures of handlers do not come here, so this is memory, threads, or a defect. */
  private static final Duration AFTER_SURPRISE = Duration.ofSeconds(1);

  /** 32 records, then the other lanes of the member have their turn. */
  private static final int TURN = 32;

  /** How eager the lanes are; it only ever goes down. */
  private enum Phase {
    /** Everything runs, failures are repeated. */
    OPEN,
    /** What is queued still runs, failures are given up. */
    FINISHING,
    /** What runs may end, nothing else begins. */
    ENDING
  }

  private final Processor processor;
  private final ConsumerMode mode;
  private final InFlight inFlight;
  private final Crew crew;
  private final String name;

  private final CountDownLatch noRepeats = new CountDownLatch(1);
  private volatile boolean over;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  // Guarded by lock
  private final OffsetTracker offsets = new OffsetTracker();
  private final Map<Object, Lane> lanes = new HashMap<>();
  private Phase phase = Phase.OPEN;

  PartitionWork(Processor processor, ConsumerMode mode, InFlight inFlight, Crew crew, String name) {
    this.processor = processor;
    this.mode = mode;
    this.inFlight = inFlight;
    this.crew = crew;
    this.name = name;
  }

  /** Takes records; those of a partition come in the order of their offsets. */
  void accept(List<ConsumerRecord<byte[], byte[]>> records) {
    var fresh = new ArrayList<Lane>();
    lock.lock();
    try {
      for (var record : records) {
        offsets.begun(record.offset());
        inFlight.begun(size(record));
        var key = laneOf(record);
        var lane = lanes.get(key);
        if (lane == null) {
          lane = new Lane(key);
          lanes.put(key, lane);
          fresh.add(lane);
        }
        lane.queue.add(record);
      }
    } finally {
      lock.unlock();
    }
    fresh.forEach(crew::submit);
  }

  /** Whether a record of this offset, or one behind it, was taken before. */
  boolean isPast(long offset) {
    lock.lock();
    try {
      return offsets.isPast(offset);
    } finally {
      lock.unlock();
    }
  }

  /** Where the next owner would have to begin; empty if nothing was taken. */
  OptionalLong committable() {
    lock.lock();
    try {
      return offsets.committable();
    } finally {
      lock.unlock();
    }
  }

  /** From now on, what fails is given up; what waits for a further attempt is given up now. */
  void finishQueued() {
    lower(Phase.FINISHING);
  }

  /** From now on, nothing begins. */
  void finishRunning() {
    lower(Phase.ENDING);
  }

  /** Interrupts what still runs; its results no longer count. */
  void abandon() {
    over = true;
    lower(Phase.ENDING);
    lock.lock();
    try {
      lanes.values().forEach(Lane::interrupt);
    } finally {
      lock.unlock();
    }
  }

  boolean isIdle() {
    lock.lock();
    try {
      return lanes.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing runs. */
  boolean awaitIdle(Deadline deadline) throws InterruptedException {
    lock.lock();
    try {
      while (!lanes.isEmpty()) {
        var left = deadline.remaining().toNanos();
        if (left <= 0) {
          return false;
        }
        var unused = idle.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean await(Duration delay) throws InterruptedException {
    crew.leave();
    try {
      return !noRepeats.await(delay.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      crew.comeBack();
    }
  }

  @Override
  public boolean mayBegin() {
    lock.lock();
    try {
      return phase != Phase.ENDING;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isOver() {
    return over;
  }

  private void lower(Phase to) {
    lock.lock();
    try {
      if (phase.compareTo(to) < 0) {
        phase = to;
      }
      if (phase == Phase.ENDING) {
        List.copyOf(lanes.values()).forEach(Lane::closeUnlessAtWork);
      }
    } finally {
      lock.unlock();
    }
    noRepeats.countDown();
  }

  private Object laneOf(ConsumerRecord<byte[], byte[]> record) {
    if (mode == ConsumerMode.PARTITION) {
      return ConsumerMode.PARTITION;
    }
    var key = record.key();
    return key == null ? (Object) record.offset() : ByteBuffer.wrap(key);
  }

  private static int size(ConsumerRecord<byte[], byte[]> record) {
    return Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
  }

  /** The records of one key; the head of the queue is the record at work. */
  private final class Lane implements Runnable {
    private final Object key;
    // Guarded by lock
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> queue = new ArrayDeque<>();
    private @Nullable Thread worker;

    private Lane(Object key) {
      this.key = key;
    }

    @Override
    public void run() {
      var left = TURN;
      for (var record = begin(); record != null; record = begin()) {
        end(record, settled(record));
        if (--left == 0 && stepBack()) {
          return;
        }
      }
    }

    /** Lets the other lanes have their turn, unless this one has ended. */
    private boolean stepBack() {
      lock.lock();
      try {
        if (phase == Phase.ENDING || queue.isEmpty()) {
          return false;
        }
        letGo();
      } finally {
        lock.unlock();
      }
      crew.submit(this);
      return true;
    }

    /** The thread belongs to others from now on; they are not meant by an interruption. */
    private void letGo() {
      worker = null;
      Thread.interrupted();
    }

    private void interrupt() {
      if (worker != null) {
        worker.interrupt();
      }
    }

    private void closeUnlessAtWork() {
      if (worker == null) {
        close();
      }
    }

    private boolean settled(ConsumerRecord<byte[], byte[]> record) {
      try {
        while (true) {
          try {
            return processor.process(record, PartitionWork.this) && !over;
          } catch (RuntimeException | Error e) {
            log.error("{}@{} cannot be processed, again soon", name, record.offset(), e);
            if (!await(AFTER_SURPRISE)) {
              return false;
            }
          }
        }
      } catch (InterruptedException e) {
        return false;
      }
    }

    /** The record to work on, or null if the lane has ended. */
    private @Nullable ConsumerRecord<byte[], byte[]> begin() {
      lock.lock();
      try {
        if (phase == Phase.ENDING || queue.isEmpty()) {
          close();
          letGo();
          return null;
        }
        worker = Thread.currentThread();
        return queue.getFirst();
      } finally {
        lock.unlock();
      }
    }

    private void end(ConsumerRecord<byte[], byte[]> record, boolean settled) {
      lock.lock();
      try {
        if (settled) {
          queue.removeFirst();
          inFlight.ended(size(record));
          offsets.finished(record.offset());
        } else {
          close();
        }
      } finally {
        lock.unlock();
      }
    }

    /** Lets go what is queued, uncommitted. */
    private void close() {
      queue.forEach(record -> inFlight.ended(size(record)));
      queue.clear();
      if (lanes.remove(key, this) && lanes.isEmpty()) {
        idle.signalAll();
      }
    }
  }
}
