package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.TaskMeters;
import dev.belfry.tasks.internal.redis.Ack;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of a task server; {@link TaskMeters} names them. Thread-safe. */
final class RunMeters {
  /** Types come from clients; a client that invents them must not fill the registry. */
  private static final int MAX_TYPES = 200;

  private static final String OTHER = "other";

  private final MeterRegistry registry;
  private final String server;
  private final Set<String> types = ConcurrentHashMap.newKeySet();

  RunMeters(MeterRegistry registry, String server) {
    this.registry = registry;
    this.server = server;
  }

  /** Registers what is read from the pool. */
  void watch(WorkerPool pool) {
    Gauge.builder(TaskMeters.IN_PROGRESS, pool, WorkerPool::taken)
        .description("Handlers that run right now")
        .tag(TaskMeters.SERVER, server)
        .register(registry);
    Gauge.builder(TaskMeters.OVERSTAYING, pool, WorkerPool::overstaying)
        .description("Handlers that go on although their task was taken from them")
        .tag(TaskMeters.SERVER, server)
        .register(registry);
  }

  void decided(Run run, Ack ack) {
    Tags queue =
        Tags.of(TaskMeters.QUEUE, run.queue(), TaskMeters.TYPE, type(run.message().type()));
    switch (ack) {
      case Ack.Done done -> count(TaskMeters.PROCESSED, queue);
      case Ack.Complete complete -> count(TaskMeters.PROCESSED, queue);
      case Ack.Archive archive -> {
        count(TaskMeters.PROCESSED, queue);
        count(TaskMeters.FAILED, queue);
      }
      case Ack.Retry retry when retry.cost() == Ack.Cost.RETRY -> {
        count(TaskMeters.PROCESSED, queue);
        count(TaskMeters.FAILED, queue);
        count(TaskMeters.RETRIED, queue);
      }
      case Ack.Retry snoozed -> {}
      case Ack.Requeue requeue -> {}
    }
    registry
        .timer(TaskMeters.DURATION, queue.and(TaskMeters.OUTCOME, outcome(ack)))
        .record(run.time().elapsed());
  }

  private void count(String name, Tags tags) {
    registry.counter(name, tags).increment();
  }

  private String type(String type) {
    if (types.contains(type)) {
      return type;
    }
    return types.size() < MAX_TYPES && types.add(type) ? type : OTHER;
  }

  private static String outcome(Ack ack) {
    return switch (ack) {
      case Ack.Done done -> "done";
      case Ack.Complete complete -> "done";
      case Ack.Archive archive -> "archived";
      case Ack.Retry retry -> retry.cost() == Ack.Cost.RETRY ? "retried" : "snoozed";
      case Ack.Requeue requeue -> "requeued";
    };
  }
}
