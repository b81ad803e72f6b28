package dev.belfry.kafka.internal;

import dev.belfry.kafka.ConsumerMode;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one partition between poll and commit, from its assignment to its revocation.
 *
 * <p>They wait in a queue from which workers take them. While records are quicker than their
 * hand-over to another thread, or the whole partition is in order, one worker is active and takes
 * many at once, a run. Otherwise workers take one record each, and what has the key of one that is
 * at work waits in its lane. So it does when a run is broken up, because its record takes its time
 * or waits for another attempt: the rest of the run goes back, and another worker takes it.
 *
 * <p>If a record is given up, nothing behind it begins any more, and none of that is committed: the
 * partition's next owner gets it all. When the partition goes, what stands in front of a record
 * that has begun is still worked off, so that the next owner does not get that one again.
 *
 * <p>Thread-safe: the poll thread feeds and asks, the workers take and report.
 */
final class PartitionWork {
  /**
   * 500 records in a run: the lock costs nothing then, and the other partitions of the member soon
   * have their turn.
   */
  private static final int LONGEST_RUN = 500;

  /** 32 records of one key in a row, likewise. */
  private static final int LONGEST_ROW = 32;

  /** 5 ms: a record among quick ones that takes longer is left to its thread. */
  private static final long STALL_NANOS = Duration.ofMillis(5).toNanos();

  final Processor processor;
  final HandlerPace pace = new HandlerPace();
  final Closing closing = new Closing();
  private final ConsumerMode mode;
  private final InFlight.Part inFlight;
  private final Crew crew;
  private final String name;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  // Guarded by lock
  private final RecordQueue queue = new RecordQueue();
  private final Lanes lanes;
  private final Set<Worker> atWork = new LinkedHashSet<>();
  private int active; // Workers, be they at work or on their way, that neither wait nor stall
  private @Nullable Run alone; // A run whose keys are not in the lanes
  private long next = -1;
  private long lastBegun = -1;
  private long firstGivenUp = Long.MAX_VALUE;
  private long ended;

  // Owned by the poll thread
  private final Standstill standstill = new Standstill();

  PartitionWork(Processor processor, ConsumerMode mode, InFlight inFlight, Crew crew, String name) {
    this.processor = processor;
    this.mode = mode;
    this.inFlight = inFlight.new Part();
    this.crew = crew;
    this.name = name;
    this.lanes = new Lanes(mode);
  }

  /**
   * Takes records; those of a partition come in the order of their offsets. What comes when all is
   * to end is left to the next owner.
   */
  void accept(List<ConsumerRecord<byte[], byte[]>> records) {
    if (records.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      if (isPast(records.getFirst().offset())) {
        throw new IllegalArgumentException(name(records.getFirst()) + " comes after " + (next - 1));
      }
      if (!closing.isOpen()) {
        return;
      }
      // A plain list: what Kafka's client returns costs two calls for each look at a record.
      var all = new ArrayList<>(records);
      inFlight.begun(all);
      queue.addLast(all);
      next = records.getLast().offset() + 1;
      hire();
    } finally {
      lock.unlock();
    }
  }

  /** What bounds the messages in hand. */
  Bound bound() {
    return inFlight.count();
  }

  /** Whether a record of this offset, or one behind it, was taken before. */
  boolean isPast(long offset) {
    lock.lock();
    try {
      return offset < next;
    } finally {
      lock.unlock();
    }
  }

  /** Where the next owner would have to begin; empty if nothing was taken. */
  OptionalLong committable() {
    lock.lock();
    try {
      if (next < 0) {
        return OptionalLong.empty();
      }
      var inHand = atWork.stream().flatMap(worker -> unsettled(worker.run).stream());
      var first =
          Stream.of(inHand, lanes.waiting(), queue.stream())
              .flatMap(records -> records)
              .mapToLong(ConsumerRecord::offset)
              .min()
              .orElse(next);
      return OptionalLong.of(Math.min(first, firstGivenUp));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sees to it that a record that takes its time holds up no others. Called by the poll thread.
   *
   * @return whether it has to be called again soon
   */
  boolean watch() {
    lock.lock();
    try {
      if (mode == ConsumerMode.PARTITION || isIdle() || (alone == null && !pace.isQuick())) {
        standstill.end();
        return false;
      }
      if (standstill.nanos(ended + (alone == null ? 0 : alone.done())) >= STALL_NANOS) {
        breakUp();
        atWork.forEach(this::rests);
        hire();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * From now on, what waits for a further attempt is given up if that would be too late. May be
   * called again with another deadline.
   */
  void finishQueued(Deadline until) {
    lower(Closing.Phase.FINISHING, until);
  }

  /** From now on, nothing begins behind what has begun; what fails has so long. */
  void finishRunning(Deadline until) {
    lower(Closing.Phase.ENDING, until);
  }

  /** Interrupts what still runs; its results no longer count. */
  void abandon() {
    lower(Closing.Phase.OVER, Deadline.in(Duration.ZERO));
    lock.lock();
    try {
      for (var worker : atWork) {
        if (worker.thread != null) {
          worker.thread.interrupt();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void lower(Closing.Phase to, Deadline until) {
    lock.lock();
    try {
      if (closing.lower(to, until) && to.compareTo(Closing.Phase.ENDING) >= 0) {
        leaveRest();
        // The poll thread may not look after those that take their time.
        atWork.forEach(this::rests);
        hire();
        tellIfIdle();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives up what would come again anyway, and what has nothing behind it that has begun. */
  private void leaveRest() {
    breakUp();
    var last = closing.isOver() ? -1 : Math.min(lastBegun, firstGivenUp);
    queue.takeIf(record -> record.offset() > last).forEach(this::giveUp);
    lanes.takeIf(record -> record.offset() > last).forEach(this::giveUp);
  }

  boolean isIdle() {
    lock.lock();
    try {
      return queue.isEmpty() && atWork.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing runs. */
  boolean awaitIdle(Deadline deadline) throws InterruptedException {
    lock.lock();
    try {
      while (!isIdle()) {
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

  String name(ConsumerRecord<byte[], byte[]> record) {
    return name + "@" + record.offset();
  }

  /** Takes back what a worker had in hand, and gives it more; null if it is to leave. */
  @Nullable Run next(Worker worker) {
    lock.lock();
    try {
      var run = worker.run == null ? take() : more(worker, end(worker, worker.run));
      if (run == null) {
        active--;
        worker.thread = null;
        // The thread belongs to others from now on; they are not meant by an interruption.
        Thread.interrupted();
        tellIfIdle();
      } else {
        worker.thread = Thread.currentThread();
        atWork.add(worker);
        hire();
      }
      worker.run = run;
      return run;
    } finally {
      lock.unlock();
    }
  }

  /** What a worker does next, beginning with the record that waited for its last one, if any. */
  private @Nullable Run more(Worker worker, @Nullable ConsumerRecord<byte[], byte[]> follower) {
    if (follower != null) {
      if (!pace.isQuick() && (++worker.row < LONGEST_ROW || !crew.isWanted())) {
        return inLane(follower);
      }
      queue.addFirst(lanes.close(follower));
      queue.addFirst(List.of(follower));
    }
    worker.row = 0;
    if (crew.isWanted() && !queue.isEmpty()) {
      crew.submit(worker); // Behind the others.
      active++;
      return null;
    }
    return take();
  }

  /** Takes from the queue. Nothing is left that others may take if it returns null. */
  private @Nullable Run take() {
    var serial = mode == ConsumerMode.PARTITION;
    var quick = pace.isQuick();
    if (serial ? !atWork.isEmpty() : quick && active > 1) {
      return null; // That one takes what is here.
    }
    breakUp();
    var records = lanes.unhindered(queue, quick ? LONGEST_RUN : 1);
    if (records.isEmpty()) {
      return null;
    }
    if (serial || quick) {
      alone = new Run(records);
      return alone;
    }
    lanes.open(records.getFirst());
    return inLane(records.getFirst());
  }

  private Run inLane(ConsumerRecord<byte[], byte[]> record) {
    lastBegun = Math.max(lastBegun, record.offset());
    var run = new Run(List.of(record));
    run.inLane = record;
    return run;
  }

  /** Gives what a run has not begun back, and a lane to the record that is at work. */
  private void breakUp() {
    var run = alone;
    if (run != null) {
      alone = null;
      queue.addFirst(run.takeRest());
      for (var record : run.unsettled()) {
        lanes.open(record);
        run.inLane = record;
      }
      book(run);
    }
  }

  /** A run has ended; returns the record that waited for its last one, if any. */
  private @Nullable ConsumerRecord<byte[], byte[]> end(Worker worker, Run run) {
    activate(worker);
    atWork.remove(worker);
    ended += run.done();
    if (run == alone) {
      if (run.isGivenUp()) {
        breakUp();
      }
      alone = null;
    }
    book(run);
    if (run.isGivenUp()) {
      run.unsettled().forEach(this::giveUpRow);
      return null;
    }
    return run.inLane == null ? null : lanes.next(run.inLane);
  }

  private void book(Run run) {
    lastBegun = Math.max(lastBegun, run.lastBegun());
    inFlight.ended(run.news());
  }

  private void giveUpRow(ConsumerRecord<byte[], byte[]> record) {
    giveUp(record);
    leaveRest();
    lanes.close(record);
  }

  private void giveUp(ConsumerRecord<byte[], byte[]> record) {
    firstGivenUp = Math.min(firstGivenUp, record.offset());
    inFlight.ended(List.of(record));
  }

  /** A worker has to wait; others may go on meanwhile. */
  void waits(Worker worker) {
    lock.lock();
    try {
      breakUp();
      rests(worker);
      hire();
    } finally {
      lock.unlock();
    }
    crew.leave();
  }

  /** It has waited, and goes on in its turn, or gives up. */
  void goesOn(Worker worker, boolean further) {
    if (further) {
      crew.comeBack();
    } else {
      crew.comeToGiveUp();
    }
    lock.lock();
    try {
      activate(worker);
    } finally {
      lock.unlock();
    }
  }

  private void rests(Worker worker) {
    if (worker.active) {
      worker.active = false;
      active--;
    }
  }

  private void activate(Worker worker) {
    if (!worker.active) {
      worker.active = true;
      active++;
    }
  }

  /** One worker more, if it finds something to do; it brings the next one. */
  private void hire() {
    if (queue.isEmpty() || lanes.isFull()) {
      return;
    }
    var wanted =
        mode == ConsumerMode.PARTITION
            ? active == 0 && atWork.isEmpty()
            : active < (pace.isQuick() ? 1 : crew.size());
    if (wanted) {
      active++;
      crew.submit(new Worker(this));
    }
  }

  private void tellIfIdle() {
    if (isIdle()) {
      idle.signalAll();
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> unsettled(@Nullable Run run) {
    return run == null ? List.of() : run.unsettled();
  }
}
