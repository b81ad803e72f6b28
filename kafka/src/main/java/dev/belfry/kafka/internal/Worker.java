package dev.belfry.kafka.internal;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task of the crew: works off the records of a partition as long as there are any. */
final class Worker implements Runnable, Patience {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);

  /** 1 s: failures of handlers do not come here, so this is memory, threads, or a defect. */
  private static final Duration AFTER_SURPRISE = Duration.ofSeconds(1);

  private final PartitionWork work;
  private long waited;

  // Guarded by the lock of the work
  /** What is in hand. */
  @Nullable Run run;

  @Nullable Thread thread;

  /** Neither waits nor has stalled. */
  boolean active = true;

  /** Records of one key in a row. */
  int row;

  Worker(PartitionWork work) {
    this.work = work;
  }

  @Override
  public void run() {
    for (var next = work.next(this); next != null; next = work.next(this)) {
      workOff(next);
    }
  }

  private void workOff(Run next) {
    waited = 0;
    var count = 0;
    var began = System.nanoTime();
    for (var record = next.begin(); record != null; record = next.begin()) {
      if (!settled(record)) {
        next.giveUp();
        break;
      }
      next.finished();
      count++;
    }
    work.pace.measured(System.nanoTime() - began - waited, count);
  }

  private boolean settled(ConsumerRecord<byte[], byte[]> record) {
    while (true) {
      try {
        if (work.processor.process(record, this)) {
          return !work.closing.isOver();
        }
        if (!work.closing.isOpen()) {
          return false;
        }
      } catch (InterruptedException e) {
        if (!work.closing.isOpen()) {
          return false;
        }
        log.warn("{} was interrupted by a stranger, again soon", work.name(record));
      } catch (RuntimeException | Error e) {
        log.error("{} cannot be processed, again soon", work.name(record), e);
      }
      try {
        if (!await(AFTER_SURPRISE)) {
          return false;
        }
      } catch (InterruptedException e) {
        // The phase tells whether it was meant.
      }
    }
  }

  @Override
  public boolean await(Duration delay) throws InterruptedException {
    var began = System.nanoTime();
    var further = work.closing.isOpen();
    work.waits(this);
    try {
      further = work.closing.awaitAttempt(delay);
      return further;
    } finally {
      work.goesOn(this, further);
      waited += System.nanoTime() - began;
    }
  }

  @Override
  public boolean isOver() {
    return work.closing.isOver();
  }
}
