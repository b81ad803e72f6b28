package dev.belfry.console.internal.live;

import dev.belfry.tasks.TaskException;
import dev.belfry.tasks.TaskInspector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Estimates the memory of one queue after the other, slowly: an estimate takes up to two hundred
 * commands. Thread-safe.
 */
public final class MemoryWatch {
  private static final Logger log = LoggerFactory.getLogger(MemoryWatch.class);

  /** With up to 200 commands each, some 50 a second. */
  private static final Duration PAUSE = Duration.ofSeconds(4);

  /** An estimate that was made on request serves for so long. */
  private static final long FRESH_NANOS = Duration.ofMinutes(1).toNanos();

  private static final int COMMANDS = 150;

  private final TaskInspector inspector;
  private final AtomicLong commands;
  private final Map<String, Estimate> estimates = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  private volatile boolean stopped;
  private int next;

  private record Estimate(long bytes, long at) {}

  MemoryWatch(TaskInspector inspector, AtomicLong commands) {
    this.inspector = inspector;
    this.commands = commands;
  }

  void loop(BooleanSupplier watched, Supplier<List<String>> queues) {
    while (!stopped) {
      List<String> names = watched.getAsBoolean() ? queues.get() : List.of();
      if (!names.isEmpty()) {
        estimates.keySet().retainAll(names);
        measure(names.get(next++ % names.size()));
      }
      rest();
    }
  }

  private void rest() {
    lock.lock();
    try {
      long left = PAUSE.toNanos();
      while (left > 0 && !stopped) {
        left = wake.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      stopped = true;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Long measure(String queue) {
    try {
      commands.addAndGet(COMMANDS);
      long bytes = inspector.memory(queue).bytes();
      estimates.put(queue, new Estimate(bytes, System.nanoTime()));
      return bytes;
    } catch (TaskException e) {
      log.debug("The memory of {} is not known: {}", queue, e.getMessage());
      return null;
    }
  }

  /** The last estimate; null if there is none. */
  public @Nullable Long of(String queue) {
    Estimate estimate = estimates.get(queue);
    return estimate == null ? null : estimate.bytes;
  }

  /** An estimate no older than a minute; null where Redis permits none. */
  public @Nullable Long fresh(String queue) {
    Estimate estimate = estimates.get(queue);
    return estimate != null && System.nanoTime() - estimate.at < FRESH_NANOS
        ? Long.valueOf(estimate.bytes)
        : measure(queue);
  }

  void stop() {
    stopped = true;
    lock.lock();
    try {
      wake.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
