package dev.belfry.tasks.internal.server;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.internal.loop.Loop;
import dev.belfry.tasks.internal.redis.Forwarded;
import dev.belfry.tasks.internal.redis.TaskBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves delayed tasks to their queue when they are due. It sleeps until the next one is due, and is
 * told when an earlier one comes. Go's clients do not tell, so it also looks from time to time.
 */
final class Forwarder {
  private final ServerContext context;
  private final List<Loop> loops = new ArrayList<>();
  private final List<TaskBroker.Subscription> subscriptions = new ArrayList<>();

  Forwarder(ServerContext context) {
    this.context = context;
  }

  /** Subscribes first, so that nothing runs if that fails. */
  void start() {
    for (String queue : context.settings().queues().keySet()) {
      Loop loop = new Loop("forwarder-" + queue, context.contact(), () -> forward(queue));
      subscriptions.add(context.broker().onNextDue(queue, loop::wake));
      loops.add(loop);
    }
    loops.forEach(Loop::start);
  }

  private Duration forward(String queue) {
    Forwarded forwarded = context.broker().forward(queue);
    context.contact().succeeded();
    Duration safety = context.settings().intervals().delayedTaskCheck();
    return forwarded.next().filter(next -> next.compareTo(safety) < 0).orElse(safety);
  }

  void stop(Deadline deadline) throws InterruptedException {
    subscriptions.forEach(TaskBroker.Subscription::close);
    loops.forEach(Loop::quiesce);
    for (Loop loop : loops) {
      loop.stop(deadline);
    }
  }
}
