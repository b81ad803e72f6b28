package dev.belfry.tasks;

import dev.belfry.tasks.BulkProgress.Phase;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that is being done to many tasks. {@link TaskBulk#start} makes one. Thread-safe. */
public final class BulkRun {
  private static final Logger log = LoggerFactory.getLogger(BulkRun.class);

  private final BulkAction action;
  private final TaskFilter filter;
  private final String reason;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<BulkRefusal, Long> refused = new EnumMap<>(BulkRefusal.class);
  private Phase phase = Phase.RUNNING;
  private String problem = "";
  private long looked;
  private long total;
  private long done;
  private volatile boolean cancelled;

  BulkRun(BulkAction action, TaskFilter filter, String reason) {
    this.action = action;
    this.filter = filter;
    this.reason = reason;
  }

  /** What is done. */
  public BulkAction action() {
    return action;
  }

  /** To which tasks. */
  public TaskFilter filter() {
    return filter;
  }

  /** Why. */
  public String reason() {
    return reason;
  }

  /** How far it has come. */
  public BulkProgress progress() {
    lock.lock();
    try {
      return new BulkProgress(phase, looked, Math.max(total, looked), done, refused, problem);
    } finally {
      lock.unlock();
    }
  }

  /** Ends it after the portion in hand; what was done stays done. Returns at once. */
  public void cancel() {
    cancelled = true;
  }

  /** Waits for its end, and says how it ended. */
  public BulkProgress await() throws InterruptedException {
    ended.await();
    return progress();
  }

  /** Waits for its end, for no longer than {@code limit}; whether it has ended. */
  public boolean await(Duration limit) throws InterruptedException {
    return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  boolean isCancelled() {
    return cancelled;
  }

  void toLookAt(long count) {
    locked(() -> total += count);
  }

  void looked(long count) {
    locked(() -> looked += count);
  }

  void done() {
    locked(() -> done++);
  }

  void refused(BulkRefusal why) {
    locked(() -> refused.merge(why, 1L, Long::sum));
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  /** Works, and notes how it ends. */
  void finish(Runnable work) {
    try {
      work.run();
      locked(() -> phase = cancelled ? Phase.CANCELLED : Phase.FINISHED);
    } catch (RuntimeException | Error e) {
      log.warn("bulk {} of tasks with '{}' failed", action, filter, e);
      locked(() -> {
        phase = Phase.FAILED;
        problem = String.valueOf(e.getMessage());
      });
    } finally {
      ended.countDown();
    }
  }
}
