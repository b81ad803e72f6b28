package dev.belfry.tasks;

import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.service.Service;
import dev.belfry.tasks.internal.redis.RedisBroker;
import dev.belfry.tasks.internal.redis.TaskBroker;
import dev.belfry.tasks.internal.server.ServerEngine;
import dev.belfry.tasks.internal.server.ServerSettings;
import dev.belfry.tasks.internal.server.ServerTelemetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes tasks from queues on Redis and runs them, each on a virtual thread. Shares its queues with
 * any number of other servers, asynq's Go servers included.
 *
 * <p>Each task runs at least once. It runs again if its handler fails; and without that, only if
 * this process dies or loses Redis for longer than a lease, 30 s. An outage of Redis needs no
 * restart: the server goes on when Redis is back.
 *
 * <p>On {@link #stop} handlers may finish until two seconds before the deadline; then they are
 * interrupted, and what is not done goes back to the head of its queue without burning an attempt.
 *
 * <p>A server is started once. {@link #health} is thread-safe.
 */
public final class TaskServer implements Service {
  private final RedisTarget target;
  private final ServerSettings settings;
  private final ServerTelemetry telemetry;
  private volatile @Nullable ServerEngine engine;

  private TaskServer(Builder builder, TaskHandler handler) {
    target = builder.target;
    settings =
        new ServerSettings(
            builder.name,
            builder.concurrency,
            builder.prefetch,
            builder.queues,
            builder.order,
            handler,
            builder.retryDelay,
            message -> Task.stored(message.type(), message.payload(), message.headers()));
    telemetry = new ServerTelemetry(builder.meters, builder.openTelemetry);
  }

  /** Starts the description of a server on that Redis. */
  public static Builder builder(RedisTarget target) {
    return new Builder(target);
  }

  @Override
  public String name() {
    return settings.name();
  }

  /**
   * Connects, and begins to take tasks.
   *
   * @throws TaskStoreException if Redis cannot be reached or refuses the connection
   * @throws IllegalStateException if the server was started before
   */
  @Override
  public void start() {
    if (engine != null) {
      throw new IllegalStateException("the task server " + name() + " was started before");
    }
    TaskBroker broker = RedisBroker.connect(target);
    try {
      ServerEngine started = new ServerEngine(settings, broker, telemetry);
      started.start();
      engine = started;
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  @Override
  public void quiesce() {
    ServerEngine running = engine;
    if (running != null) {
      running.quiesce();
    }
  }

  @Override
  public void stop(Deadline deadline) throws InterruptedException {
    ServerEngine running = engine;
    if (running != null) {
      running.stop(deadline);
    }
  }

  /** Down when Redis has not answered for more than three seconds. */
  @Override
  public Health health() {
    ServerEngine running = engine;
    return running == null ? Health.down("not started") : running.health();
  }

  /** Describes a server. For one thread. */
  public static final class Builder {
    /** Enough to overlap waiting for I/O, few enough not to flood what the handlers talk to. */
    private static final int DEFAULT_CONCURRENCY = 10;

    /** Where asynq's clients put tasks that name no queue. */
    private static final Map<String, Integer> DEFAULT_QUEUES = Map.of("default", 1);

    private final RedisTarget target;
    private String name = "TaskServer";
    private int concurrency = DEFAULT_CONCURRENCY;
    private int prefetch;
    private Map<String, Integer> queues = DEFAULT_QUEUES;
    private QueueOrder order = QueueOrder.WEIGHTED;
    private @Nullable TaskHandler handler;
    private RetryDelay retryDelay = RetryDelay.standard();
    private MeterRegistry meters = new CompositeMeterRegistry();
    private OpenTelemetry openTelemetry = OpenTelemetry.noop();

    private Builder(RedisTarget target) {
      this.target = target;
    }

    /** The name in logs, health reports and meters. Default: {@code TaskServer}. */
    public Builder name(String value) {
      name = value;
      return this;
    }

    /**
     * How many tasks run at once. Default: 10. More of them shorten the queues as long as what the
     * handlers use keeps up; the threads are virtual and cost little.
     *
     * @throws IllegalArgumentException if less than 1
     */
    public Builder concurrency(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("a server needs a concurrency of at least 1: " + value);
      }
      concurrency = value;
      return this;
    }

    /**
     * How many tasks beyond those that run may be held ready, so that a free slot need not wait for
     * Redis. Default: 0, the server never holds more tasks than it has slots. It pays for handlers
     * that take less than some milliseconds.
     *
     * <p>What it risks: tasks that are held ready are taken from their queue, so other servers
     * cannot run them although they may be free, a more important task waits behind them, and
     * inspectors cannot delete them. If this process dies, they wait for their leases to end, up to
     * 45 s. So do not hold more than what runs within a second or so. Leases are extended while
     * tasks wait, their timeout begins when they start, and those not started go back to their
     * queue at once when it is paused or the server stops.
     *
     * @throws IllegalArgumentException if negative
     */
    public Builder prefetch(int value) {
      if (value < 0) {
        throw new IllegalArgumentException("a server cannot prefetch less than nothing: " + value);
      }
      prefetch = value;
      return this;
    }

    /**
     * The queues to serve, each with its priority. Default: {@code default} with priority 1. What a
     * priority means, {@link #queueOrder} says. Tasks in other queues wait for another server.
     *
     * @throws IllegalArgumentException if there is none, a name is blank or a priority less than 1
     */
    public Builder queues(Map<String, Integer> value) {
      if (value.isEmpty()) {
        throw new IllegalArgumentException("a server needs at least one queue");
      }
      value.forEach((queue, priority) -> {
        if (queue.isBlank() || priority < 1) {
          throw new IllegalArgumentException(
              "a queue needs a name and a priority of at least 1: \"" + queue + "\", " + priority);
        }
      });
      queues = new LinkedHashMap<>(value);
      return this;
    }

    /**
     * In which order to look into the queues. Default: {@link QueueOrder#WEIGHTED}. With {@link
     * QueueOrder#STRICT} a busy queue starves those below it.
     */
    public Builder queueOrder(QueueOrder value) {
      order = value;
      return this;
    }

    /** What runs the tasks, usually a {@link TaskMux}. Required. */
    public Builder handler(TaskHandler value) {
      handler = value;
      return this;
    }

    /** How long a failed task waits. Default: {@link RetryDelay#standard}, as in asynq. */
    public Builder retryDelay(RetryDelay value) {
      retryDelay = value;
      return this;
    }

    /** Where to record the meters of {@link TaskMeters}. Default: nowhere. */
    public Builder meters(MeterRegistry value) {
      meters = value;
      return this;
    }

    /**
     * Where to record a span for each run, within the trace that the headers of its task name.
     * Default: nowhere.
     */
    public Builder openTelemetry(OpenTelemetry value) {
      openTelemetry = value;
      return this;
    }

    /**
     * The server, not started yet; it has not contacted Redis.
     *
     * @throws IllegalStateException if no handler was given
     */
    public TaskServer build() {
      if (handler == null) {
        throw new IllegalStateException("a task server needs a handler, for example a TaskMux");
      }
      return new TaskServer(this, handler);
    }
  }
}
