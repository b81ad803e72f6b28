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
  private volatile boolean refused;
  private volatile Runnable onRoom = () -> {};
  private final Map<GroupSet, Thread> threads = new ConcurrentHashMap<>();

  SetWorkers(ServerContext context, TaskAggregator aggregator) {
    merger = new SetMerger(context, aggregator);
  }

  /** Calls {@code listener} when there is room again after there was none; it must not block. */
  void onRoom(Runnable listener) {
    onRoom = listener;
  }

  /** Makes room for one more set, for {@link #merge} or {@link #giveUp}; false if there is none. */
  boolean reserve() {
    boolean taken = slots.tryTake();
    if (!taken) {
      refused = true;
    }
    return taken;
  }

  /** The room that was made is not needed. */
  void giveUp() {
    slots.release();
    if (refused) {
      refused = false;
      onRoom.run();
    }
  }

  /** Merges a set, for which there is room, and returns at once. */
  void merge(GroupSet set) {
    Thread thread =
        Thread.ofVirtual()
            .name("aggregate-" + set.group())
            .unstarted(() -> {
              try {
                merger.merge(set);
              } finally {
                threads.remove(set);
                giveUp();
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
