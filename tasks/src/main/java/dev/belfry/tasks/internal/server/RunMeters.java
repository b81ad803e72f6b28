package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.TaskMeters;
import dev.belfry.tasks.internal.redis.Ack;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** The meters of a task server; {@link TaskMeters} names them. Thread-safe. */
final class RunMeters {
  /** Types come from clients; a client that invents them must not fill the registry. */
  private static final int MAX_TYPES = 200;

  private static final String OTHER = "other";

  /** From a quick look-up to the usual timeout; few, as each is a series per queue and type. */
  private static final Duration[] BUCKETS =
      IntStream.of(
              5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000,
              1_800_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();
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

  /** Whether anybody wants to know. */
  boolean isRead() {
    return !(registry instanceof CompositeMeterRegistry all) || !all.getRegistries().isEmpty();
  }

  void decided(Run run, Ack ack) {
    if (!isRead()) {
      return;
    }
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
    Duration elapsed = run.time().elapsed();
    timer(TaskMeters.DURATION, queue.and(TaskMeters.OUTCOME, outcome(ack))).record(elapsed);
    run.waited()
        .ifPresent(waited -> {
          timer(TaskMeters.WAIT, queue).record(waited);
          timer(TaskMeters.END_TO_END, queue).record(waited.plus(elapsed));
        });
  }

  private Timer timer(String name, Tags tags) {
    return timers.computeIfAbsent(
        new Key(name, tags),
        key -> Timer.builder(name).tags(tags).serviceLevelObjectives(BUCKETS).register(registry));
  }

  private record Key(String name, Tags tags) {}

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
