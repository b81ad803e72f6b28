package dev.belfry.tasks;

import dev.belfry.tasks.internal.redis.QueueGauges;
import dev.belfry.tasks.internal.redis.QueueGauges.Reading;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How all queues of a Redis stand, as meters that a Prometheus registry shows under the names of
 * asynq's exporter, so that its dashboards and alerts go on working: {@code
 * asynq_tasks_enqueued_total} by queue and state, {@code asynq_queue_size}, {@code
 * asynq_queue_latency_seconds}, {@code asynq_queue_memory_usage_approx_bytes} (see {@link
 * #connectMeasuringMemory}), {@code asynq_tasks_processed_total}, {@code asynq_tasks_failed_total}
 * and {@code asynq_queue_paused_total}. The state {@code aggregating} comes in addition, and so
 * does {@code asynq_queues}, the number of queues. Those that asynq calls gauges although their
 * names end in {@code _total} are counters here, since Prometheus' library keeps that ending for
 * counters; their values are the same.
 *
 * <p>One process of a deployment is enough. The numbers are read from Redis when a registry asks,
 * with one script per queue and at most once a second; while Redis is away they are NaN. Queues
 * come and go with the next reading. Thread-safe.
 */
public final class QueueMetrics implements MeterBinder, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(QueueMetrics.class);

  /** A registry asks for each meter by itself; all of them are to show the same moment. */
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private static final String QUEUE = "queue";
  private static final String STATE = "state";

  private final QueueGauges gauges;
  private final int sample;
  private final ReentrantLock reading = new ReentrantLock();
  private final Map<MeterRegistry, Map<String, List<Meter>>> registered = new HashMap<>();
  private boolean behind;
  private volatile Map<String, Reading> last = Map.of();
  private volatile long readAt = System.nanoTime() - FRESH_NANOS;

  private QueueMetrics(QueueGauges gauges, int sample) {
    this.gauges = gauges;
    this.sample = sample;
  }

  /**
   * Connects to Redis; does not measure memory.
   *
   * @throws TaskStoreException if Redis cannot be reached or refuses; says what to check
   */
  public static QueueMetrics connect(RedisTarget target) {
    return new QueueMetrics(QueueGauges.connect(target), 0);
  }

  /**
   * Connects to Redis. The memory of each queue is estimated from so many tasks of each state,
   * which costs as many {@code MEMORY USAGE} commands; asynq takes 20. Where Redis does not permit
   * them, that meter is NaN.
   *
   * @throws IllegalArgumentException unless {@code tasks} is from 1 to 100
   * @throws TaskStoreException if Redis cannot be reached or refuses; says what to check
   */
  public static QueueMetrics connectMeasuringMemory(RedisTarget target, int tasks) {
    if (tasks < 1 || tasks > 100) {
      throw new IllegalArgumentException("1 to 100 tasks of each state are measured: " + tasks);
    }
    return new QueueMetrics(QueueGauges.connect(target), tasks);
  }

  /** Registers the meters of all queues, and those of queues that come later when they come. */
  @Override
  public void bindTo(MeterRegistry registry) {
    reading.lock();
    try {
      registered.put(registry, new HashMap<>());
      behind = true;
    } finally {
      reading.unlock();
    }
    Gauge.builder("asynq.queues", this, metrics -> metrics.current().size())
        .description("Number of queues.")
        .strongReference(true)
        .register(registry);
    refresh();
  }

  private Map<String, Reading> current() {
    if (System.nanoTime() - readAt >= FRESH_NANOS) {
      refresh();
    }
    return last;
  }

  // Held while Redis is asked: whoever comes meanwhile wants that very answer.
  private void refresh() {
    reading.lock();
    try {
      if (System.nanoTime() - readAt < FRESH_NANOS && !behind) {
        return;
      }
      last = gauges.read(sample);
      registered.forEach(this::adapt);
      behind = false;
    } catch (TaskException e) {
      last = Map.of();
      log.warn("the metrics of the queues cannot be read: {}", e.getMessage());
    } finally {
      readAt = System.nanoTime();
      reading.unlock();
    }
  }

  private void adapt(MeterRegistry registry, Map<String, List<Meter>> queues) {
    queues
        .entrySet()
        .removeIf(queue -> {
          if (last.containsKey(queue.getKey())) {
            return false;
          }
          queue.getValue().forEach(registry::remove);
          return true;
        });
    last.keySet().forEach(queue -> queues.computeIfAbsent(queue, any -> meters(registry, queue)));
  }

  private List<Meter> meters(MeterRegistry registry, String queue) {
    var meters = new ArrayList<Meter>();
    for (TaskState state : TaskState.values()) {
      meters.add(
          counter("asynq.tasks.enqueued", queue, it -> it.counts().getOrDefault(state, 0L))
              .tag(STATE, state.name().toLowerCase(Locale.ROOT))
              .description("Number of tasks enqueued; broken down by queue and state.")
              .register(registry));
    }
    meters.add(
        counter("asynq.tasks.processed", queue, Reading::processed)
            .description("Number of tasks processed (both succeeded and failed); by queue.")
            .register(registry));
    meters.add(
        counter("asynq.tasks.failed", queue, Reading::failed)
            .description("Number of tasks failed; broken down by queue.")
            .register(registry));
    meters.add(
        counter("asynq.queue.paused", queue, Reading::paused)
            .description("1 if the queue is paused, else 0.")
            .register(registry));
    meters.add(
        gauge("asynq.queue.size", queue, Reading::size)
            .description("Number of tasks in a queue.")
            .register(registry));
    meters.add(
        gauge("asynq.queue.latency", queue, it -> it.latency().toMillis() / 1000.0)
            .baseUnit("seconds")
            .description("How long the next task to run is waiting.")
            .register(registry));
    if (sample > 0) {
      meters.add(
          gauge(
                  "asynq.queue.memory.usage.approx",
                  queue,
                  it -> it.bytes() < 0 ? Double.NaN : it.bytes())
              .baseUnit(BaseUnits.BYTES)
              .description("Memory that a queue takes in Redis, estimated.")
              .register(registry));
    }
    return meters;
  }

  private FunctionCounter.Builder<QueueMetrics> counter(
      String name, String queue, ToDoubleFunction<Reading> value) {
    return FunctionCounter.builder(name, this, any -> value(queue, value)).tag(QUEUE, queue);
  }

  private Gauge.Builder<QueueMetrics> gauge(
      String name, String queue, ToDoubleFunction<Reading> value) {
    return Gauge.builder(name, this, any -> value(queue, value))
        .tag(QUEUE, queue)
        .strongReference(true);
  }

  private double value(String queue, ToDoubleFunction<Reading> value) {
    Reading its = current().get(queue);
    return its == null ? Double.NaN : value.applyAsDouble(its);
  }

  /** Takes the meters away and releases the connection. */
  @Override
  public void close() {
    reading.lock();
    try {
      registered.forEach((registry, queues) ->
          queues.values().forEach(meters -> meters.forEach(registry::remove)));
      registered.clear();
    } finally {
      reading.unlock();
    }
    gauges.close();
  }
}
