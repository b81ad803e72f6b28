package dev.belfry.tasks;

import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.service.Service;
import dev.belfry.tasks.internal.redis.RedisBroker;
import dev.belfry.tasks.internal.redis.TaskBroker;
import dev.belfry.tasks.internal.server.FailurePolicy;
import dev.belfry.tasks.internal.server.GroupPolicy;
import dev.belfry.tasks.internal.server.HealthCheck;
import dev.belfry.tasks.internal.server.Intervals;
import dev.belfry.tasks.internal.server.ServerEngine;
import dev.belfry.tasks.internal.server.ServerSettings;
import dev.belfry.tasks.internal.server.ServerTelemetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
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
 * <p>A server lives once: new, running, quiesced, stopped. There is no shutdown timeout of its own:
 * the deadline that {@link #stop} is given counts, in a {@link dev.belfry.service.ServiceGroup}
 * that of the group. It logs by SLF4J under {@code dev.belfry.tasks}, where its level is set.
 *
 * <p>{@link #health} and {@link #ping} are thread-safe.
 */
public final class TaskServer implements Service {
  private final RedisTarget target;
  private final ServerSettings settings;
  private final ServerTelemetry telemetry;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile boolean stopped;
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
            builder.attributes,
            new FailurePolicy(builder.retryDelay, builder.isFailure, builder.errorHandler),
            builder.groups(),
            builder.intervals(),
            builder.attemptNotes,
            builder.healthCheck,
            new StoredForms());
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
   * @throws IllegalStateException if the server was started before; says what became of it
   */
  @Override
  public void start() {
    if (!started.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "the task server "
              + name()
              + (stopped ? " was stopped" : " is running already")
              + "; it starts once: build another one");
    }
    TaskBroker broker = RedisBroker.connect(target);
    try {
      ServerEngine begun = new ServerEngine(settings, broker, telemetry);
      begun.start();
      engine = begun;
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  /**
   * Takes no more tasks from now on, and shows the status {@code stopped} to asynq's tools; those
   * in hand go on. Does nothing to a server that does not run.
   */
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
    stopped = true;
    if (running != null) {
      running.stop(deadline);
    }
  }

  /**
   * Asks Redis for a sign of life.
   *
   * @throws TaskStoreException if it does not answer within the command timeout
   * @throws IllegalStateException if the server does not run
   */
  public void ping() {
    ServerEngine running = engine;
    if (running == null || stopped) {
      throw new IllegalStateException("the task server " + name() + " does not run");
    }
    running.ping();
  }

  /**
   * Down when Redis has not answered for more than three seconds, and when every slot is taken by a
   * handler that goes on although its time is up.
   */
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

    /** The format counts in seconds. */
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Anything more often is a busy loop. */
    private static final Duration SHORTEST = Duration.ofMillis(10);

    /** What Lua can hand to one command, and some 5 ms of Redis. */
    private static final int MAX_JANITOR_BATCH = 1000;

    private final RedisTarget target;
    private String name = "TaskServer";
    private int concurrency = DEFAULT_CONCURRENCY;
    private int prefetch;
    private AttemptNotes attemptNotes = AttemptNotes.KEEP;
    private Map<String, Integer> queues = DEFAULT_QUEUES;
    private QueueOrder order = QueueOrder.WEIGHTED;
    private @Nullable TaskHandler handler;
    private final Map<Class<?>, Object> attributes = new HashMap<>();
    private @Nullable RetryDelay retryDelay;
    private @Nullable Predicate<Throwable> isFailure;
    private @Nullable TaskErrorHandler errorHandler;
    private @Nullable HealthCheck healthCheck;
    private @Nullable TaskAggregator aggregator;
    private Duration groupGracePeriod = GroupPolicy.USUAL.gracePeriod();
    private Duration groupMaxDelay = GroupPolicy.USUAL.maxDelay();
    private int groupMaxSize = GroupPolicy.USUAL.maxSize();
    private Duration taskCheck = Intervals.USUAL.taskCheck();
    private Duration delayedTaskCheck = Intervals.USUAL.delayedTaskCheck();
    private Duration recover = Intervals.USUAL.recover();
    private Duration janitor = Intervals.USUAL.janitor();
    private int janitorBatch = Intervals.USUAL.janitorBatch();
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
     * Whether attempts are noted in the records of their tasks, for {@link TaskInspector#attempts}.
     * Costs nothing for tasks that succeed and are not retained. Default: {@code KEEP}.
     */
    public Builder attemptNotes(AttemptNotes value) {
      attemptNotes = value;
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

    /**
     * Something that handlers find with {@link TaskContext#attribute}: a data source, a client, a
     * clock. asynq has a base context for that. A second value of the same type replaces the first.
     * Default: none.
     */
    public <T> Builder attribute(Class<T> type, T value) {
      attributes.put(type, value);
      return this;
    }

    /**
     * How long a failed task waits. Default: {@link RetryDelay#standard}, as in asynq. A delay that
     * throws, is negative or takes more than five seconds to find is replaced by the standard one.
     */
    public Builder retryDelay(RetryDelay value) {
      retryDelay = value;
      return this;
    }

    /**
     * Which errors count. One that does not, such as that of a rate limiter, burns no retry, is not
     * counted, and never archives the task, which runs again after the {@link #retryDelay}.
     * Default: all do. If the predicate throws or does not answer, the error counts.
     */
    public Builder isFailure(Predicate<Throwable> value) {
      isFailure = value;
      return this;
    }

    /** Who is told of each failure. Default: nobody; the log has them in any case. */
    public Builder errorHandler(TaskErrorHandler value) {
      errorHandler = value;
      return this;
    }

    /**
     * Tells {@code listener} every {@code interval} whether Redis answers, the first time after one
     * interval. asynq's usual interval is 15 s. Default: nobody is told; {@link TaskServer#health}
     * can be asked at any time.
     *
     * @throws IllegalArgumentException if the interval is not positive
     */
    public Builder healthCheck(Consumer<Health> listener, Duration interval) {
      healthCheck = new HealthCheck(listener, atLeast(Duration.ofNanos(1), interval));
      return this;
    }

    /**
     * Merges groups of tasks. Default: none, this server leaves groups to others; without any
     * server that aggregates they wait for ever.
     */
    public Builder aggregator(TaskAggregator value) {
      aggregator = value;
      return this;
    }

    /**
     * A group is aggregated when it has got no task for that long. Default: 1 min, as in asynq.
     * Whole seconds count; a fraction is cut off.
     *
     * @throws IllegalArgumentException if less than a second
     */
    public Builder groupGracePeriod(Duration value) {
      groupGracePeriod = atLeast(SECOND, value);
      return this;
    }

    /**
     * A group is aggregated when its oldest task has waited for that long, even if it gets more
     * tasks all the time. Default: zero, no such limit. Whole seconds count.
     *
     * @throws IllegalArgumentException if negative or below a second
     */
    public Builder groupMaxDelay(Duration value) {
      groupMaxDelay = value.isZero() ? value : atLeast(SECOND, value);
      return this;
    }

    /**
     * A group is aggregated when it has so many tasks, and never more at once. Default: 0, no such
     * limit; sets are then limited to 10,000 tasks, to be kind to memory.
     *
     * @throws IllegalArgumentException if negative or above 10,000
     */
    public Builder groupMaxSize(int value) {
      if (value < 0 || value > GroupPolicy.MAX_SET) {
        throw new IllegalArgumentException(
            "a group has a maximum of 0 (none) to " + GroupPolicy.MAX_SET + " tasks: " + value);
      }
      groupMaxSize = value;
      return this;
    }

    /**
     * How often to look for tasks where no push wakes the server: in a paused queue, or on a Redis
     * that cannot wait. Default: 1 s, as in asynq, where it is the wait for all tasks.
     *
     * @throws IllegalArgumentException if below 10 ms
     */
    public Builder taskCheckInterval(Duration value) {
      taskCheck = atLeast(SHORTEST, value);
      return this;
    }

    /**
     * How often to look for delayed tasks of Go's clients in a queue where nothing is due; within
     * 10 s after something was, it is each second. A task that Go enqueues with a shorter delay may
     * be late by that; those of Belfry's clients announce themselves. Default: 3 s; asynq looks
     * every 5 s. Each look is one command per queue.
     *
     * @throws IllegalArgumentException if below 10 ms
     */
    public Builder delayedTaskCheckInterval(Duration value) {
      delayedTaskCheck = atLeast(SHORTEST, value);
      return this;
    }

    /**
     * How often to look for tasks of dead workers. Default: 10 s; asynq looks every minute. A lease
     * lasts 30 s in any case: that and the heartbeat, 5 s, are part of the format.
     *
     * @throws IllegalArgumentException if below 10 ms
     */
    public Builder recoverInterval(Duration value) {
      recover = atLeast(SHORTEST, value);
      return this;
    }

    /**
     * How often to forget completed tasks whose retention is over, and archived ones after 90 days
     * or beyond the newest 9999. Default: 8 s, as in asynq.
     *
     * @throws IllegalArgumentException if below 10 ms
     */
    public Builder janitorInterval(Duration value) {
      janitor = atLeast(SHORTEST, value);
      return this;
    }

    /**
     * How many of them one script forgets, while Redis does nothing else; while there are more, the
     * next script follows at once. Default: 500, about 2 ms; asynq has 100.
     *
     * @throws IllegalArgumentException if not from 1 to 1000
     */
    public Builder janitorBatchSize(int value) {
      if (value < 1 || value > MAX_JANITOR_BATCH) {
        throw new IllegalArgumentException(
            "the janitor takes 1 to " + MAX_JANITOR_BATCH + " tasks at once: " + value);
      }
      janitorBatch = value;
      return this;
    }

    private GroupPolicy groups() {
      return new GroupPolicy(aggregator, groupGracePeriod, groupMaxDelay, groupMaxSize);
    }

    private Intervals intervals() {
      return new Intervals(taskCheck, delayedTaskCheck, recover, janitor, janitorBatch);
    }

    private static Duration atLeast(Duration least, Duration value) {
      if (value.compareTo(least) < 0) {
        throw new IllegalArgumentException(value + " is too short, it must be at least " + least);
      }
      return value;
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
