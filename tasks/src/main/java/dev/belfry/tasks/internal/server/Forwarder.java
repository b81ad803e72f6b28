package dev.belfry.tasks.internal.server;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.internal.loop.Loop;
import dev.belfry.tasks.internal.redis.DelayedSet;
import dev.belfry.tasks.internal.redis.DueListener;
import dev.belfry.tasks.internal.redis.TaskBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Moves delayed tasks to their queue when they are due. It sleeps until the next one is due, and is
 * told when an earlier one comes. Go's clients do not tell, so it also looks from time to time.
 */
final class Forwarder {
  /** Soon after tasks were due, Go's clients may schedule more: none is later than this then. */
  private static final Duration LIVELY_LOOK = Duration.ofSeconds(1);

  /** Retries wait longer than delayed tasks may, and Go's servers forward theirs themselves. */
  private static final int RETRY_LOOKS = 5;

  private final ServerContext context;
  private final List<Loop> loops = new ArrayList<>();
  private final List<TaskBroker.Subscription> subscriptions = new ArrayList<>();

  Forwarder(ServerContext context) {
    this.context = context;
  }

  /** Subscribes first, so that nothing runs if that fails. */
  void start() {
    for (String queue : context.settings().queues().keySet()) {
      Map<DelayedSet, DueTimer> timers = new EnumMap<>(DelayedSet.class);
      for (DelayedSet set : DelayedSet.values()) {
        timers.put(set, timer(queue, set));
      }
      Loop loop = new Loop("forwarder-" + queue, context.contact(), () -> turn(timers));
      subscriptions.add(context.broker().onDue(queue, new Ear(timers, loop)));
      loops.add(loop);
    }
    loops.forEach(Loop::start);
  }

  private DueTimer timer(String queue, DelayedSet set) {
    Duration idle = context.settings().intervals().delayedTaskCheck();
    Duration lively = idle.compareTo(LIVELY_LOOK) < 0 ? idle : LIVELY_LOOK;
    return switch (set) {
      case SCHEDULED -> new DueTimer(context, queue, set, idle, lively);
      case RETRY ->
          new DueTimer(
              context,
              queue,
              set,
              idle.multipliedBy(RETRY_LOOKS),
              lively.multipliedBy(RETRY_LOOKS));
    };
  }

  private Duration turn(Map<DelayedSet, DueTimer> timers) {
    Duration pause = context.settings().intervals().delayedTaskCheck();
    for (DueTimer timer : timers.values()) {
      Duration its = timer.turn();
      pause = its.compareTo(pause) < 0 ? its : pause;
    }
    return pause;
  }

  void stop(Deadline deadline) throws InterruptedException {
    subscriptions.forEach(TaskBroker.Subscription::close);
    loops.forEach(Loop::quiesce);
    for (Loop loop : loops) {
      loop.stop(deadline);
    }
  }

  /** Passes on what is told. */
  private record Ear(Map<DelayedSet, DueTimer> timers, Loop loop) implements DueListener {
    @Override
    public void dueAt(DelayedSet set, Instant moment) {
      timer(set).dueAt(moment);
      loop.wake();
    }

    @Override
    public void nothingBefore(DelayedSet set, Instant moment) {
      // The loop wakes at the moment it knew, and then waits for this one.
      timer(set).nothingBefore(moment);
    }

    private DueTimer timer(DelayedSet set) {
      return Objects.requireNonNull(timers.get(set));
    }
  }
}
