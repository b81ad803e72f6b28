package dev.belfry.tasks.internal.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Runs that were fetched and wait for a slot, the oldest first. Thread-safe. */
final class Buffer {
  private final ConcurrentLinkedQueue<Run> runs = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();

  void add(Run run) {
    size.incrementAndGet();
    runs.add(run);
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  boolean any(Predicate<Run> match) {
    return runs.stream().anyMatch(match);
  }

  /** Takes the oldest one. */
  @Nullable Run poll() {
    Run run = runs.poll();
    if (run != null) {
      size.decrementAndGet();
    }
    return run;
  }

  /** Whether the run was there, and is not any more. */
  boolean remove(Run run) {
    boolean removed = runs.remove(run);
    if (removed) {
      size.decrementAndGet();
    }
    return removed;
  }

  /** Takes the run of that task, if it is there. */
  @Nullable Run remove(String taskId) {
    for (Run run : runs) {
      if (run.taskId().equals(taskId) && remove(run)) {
        return run;
      }
    }
    return null;
  }

  /** Takes all that match, the oldest first. */
  List<Run> drain(Predicate<Run> match) {
    List<Run> drained = new ArrayList<>();
    for (Run run : runs) {
      if (match.test(run) && remove(run)) {
        drained.add(run);
      }
    }
    return drained;
  }

  int size() {
    return size.get();
  }
}
