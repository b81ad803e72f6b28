package dev.belfry.tasks.internal.server;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.internal.redis.Ack;
import dev.belfry.tasks.internal.redis.TaskBroker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Writes what became of tasks, without holding up the workers: plain successes by the exchanger,
 * the others by one lane per queue. Thread-safe.
 */
final class Acknowledger {
  private final TaskBroker broker;
  private final HeldRuns held;
  private final AtomicInteger pending = new AtomicInteger();
  private final Map<String, AckLane> lanes;
  private volatile Consumer<Run> successes = this::submitAgain;

  Acknowledger(ServerContext context) {
    this.broker = context.broker();
    this.held = context.held();
    this.lanes =
        context.settings().queues().keySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    queue -> queue, queue -> new AckLane(queue, context, pending)));
  }

  void start() {
    lanes.values().forEach(AckLane::start);
  }

  /** Who takes plain successes, the most common of all outcomes, along with fetches. */
  void onSuccess(Consumer<Run> exchanger) {
    successes = exchanger;
  }

  /** Writes the outcome as soon as may be; returns at once. */
  void submit(Run run, Ack ack) {
    if (ack instanceof Ack.Done) {
      successes.accept(run);
    } else {
      lane(run).submit(run, ack);
    }
  }

  /** Writes a success that an exchange has not written, or not for certain. */
  void submitAgain(Run run) {
    lane(run).submit(run, new Ack.Done(run.lease(), run.message()));
  }

  private AckLane lane(Run run) {
    AckLane lane = lanes.get(run.queue());
    if (lane == null) {
      throw new IllegalStateException(run + " is not of a queue of this server: " + lanes.keySet());
    }
    return lane;
  }

  /** Puts back what was not run to its end, so that the runs given first are the next to run. */
  void handBack(List<Run> runs) {
    if (runs.isEmpty()) {
      return;
    }
    Map<String, List<Ack.Requeue>> byQueue =
        runs.stream()
            .map(run -> new Ack.Requeue(run.lease(), run.message()))
            .collect(Collectors.groupingBy(ack -> ack.lease().queue(), Collectors.toList()));
    byQueue.forEach(broker::acknowledge);
    runs.forEach(held::remove);
  }

  /** How many outcomes are not written yet. */
  int pending() {
    return pending.get();
  }

  void stop(Deadline deadline) throws InterruptedException {
    for (AckLane lane : lanes.values()) {
      lane.stop(deadline);
    }
  }
}
