package dev.belfry.tasks.internal.server;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.TaskAggregator;
import dev.belfry.tasks.internal.redis.GroupSet;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that merge sets; a few at a time, since each set is in memory. Thread-safe. */
final class SetWorkers {
  private static final Logger log = LoggerFactory.getLogger(SetWorkers.class);

  /** asynq looks after three groups at a time. */
  private static final int MAX_SETS = 4;

  private final SetMerger merger;
  private final Slots slots = new Slots(MAX_SETS);
  private final Map<GroupSet, Thread> threads = new ConcurrentHashMap<>();

  SetWorkers(ServerContext context, TaskAggregator aggregator) {
    merger = new SetMerger(context, aggregator);
  }

  /** Calls {@code listener} whenever a set is done; it must not block. */
  void onRoom(Runnable listener) {
    slots.onRelease(listener);
  }

  boolean hasRoom() {
    return slots.free() > 0;
  }

  /** Returns at once. */
  void merge(GroupSet set) {
    slots.take();
    Thread thread =
        Thread.ofVirtual()
            .name("aggregate-" + set.group())
            .unstarted(() -> {
              try {
                merger.merge(set);
              } finally {
                threads.remove(set);
                slots.release();
              }
            });
    threads.put(set, thread);
    thread.start();
  }

  /** Waits for what is under way, then interrupts it; the sets go back. */
  void stop(Deadline deadline) throws InterruptedException {
    Duration reserve = deadline.remaining().dividedBy(4);
    if (!slots.awaitAllFree(deadline.earlier(reserve))) {
      merger.stop();
      threads.values().forEach(Thread::interrupt);
      if (!slots.awaitAllFree(deadline)) {
        log.warn("{} sets are still being aggregated; their tasks go back later", slots.taken());
      }
    }
  }
}
