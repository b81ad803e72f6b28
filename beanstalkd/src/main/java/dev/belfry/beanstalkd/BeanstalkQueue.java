package dev.belfry.beanstalkd;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.belfry.beanstalkd.internal.QueueSettings;
import dev.belfry.beanstalkd.internal.Workers;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.MessageMiddleware;
import dev.belfry.messaging.ProcessedStore;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.messaging.redis.RedisProcessedStore;
import dev.belfry.messaging.spi.Attempts;
import dev.belfry.messaging.spi.Observation;
import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.service.Service;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Handles the jobs of a {@link BeanstalkProducer}, or of go-queue's dq, from several beanstalkd
 * servers. Each job has a copy on two or three of them.
 *
 * <ul>
 *   <li>A copy is deleted when its job is done: at least once, whatever dies.
 *   <li>Consumers agree in a {@link ProcessedStore} on who runs a job; it runs once, and its other
 *       copies are deleted.
 *   <li>While the handler runs, its copy is touched, so that it can take as long as it needs.
 *   <li>A failed job is released and runs again by the {@link RetryPlan}; attempts are counted over
 *       all copies and all consumers. Delays are whole seconds here, rounded up.
 *   <li>When its attempts are spent, one copy is buried with its cause, see {@link
 *       BeanstalkDeadLetters}, and the others are deleted.
 * </ul>
 *
 * <p>{@link #start} fails if no server answers or the store is away. Later outages are waited out;
 * {@link #health} tells of them. {@link #stop} finishes what was taken and interrupts what exceeds
 * the deadline; that is given back.
 */
public final class BeanstalkQueue implements Service {
  /** 8 handlers at once, as for Kafka. */
  public static final int DEFAULT_PARALLELISM = 8;

  /** 30 s: how long the job of a process that died is nobody's. It outlasts a restart of Redis. */
  public static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);

  /** 24 h: a copy on a server that was away for longer can run again. dq has one hour. */
  public static final Duration DEFAULT_RETENTION = Duration.ofHours(24);

  /** 30 days: time to look at what was buried. */
  public static final Duration DEFAULT_BURIAL_RETENTION = Duration.ofDays(30);

  private final Builder settings;
  private volatile @Nullable Workers running;
  private volatile @Nullable RedisProcessedStore ownStore;

  private BeanstalkQueue(Builder settings) {
    this.settings = settings;
  }

  /**
   * Starts the settings of a queue.
   *
   * @param store where consumers agree; all consumers of a tube share one. For jobs that Go
   *     consumers take too, a {@link RedisProcessedStore} with an empty prefix
   */
  public static Builder builder(
      Collection<BeanstalkNode> nodes, ProcessedStore store, MessageHandler handler) {
    requireNonNull(store, "store");
    return new Builder(nodes, handler, () -> store);
  }

  /** Starts the settings of a queue with what a file says; it connects to Redis at its start. */
  public static Builder builder(BeanstalkQueueConf conf, MessageHandler handler) {
    var builder = new Builder(conf.beanstalks(), handler, () -> store(conf));
    builder.ownsStore = true;
    return builder;
  }

  @Override
  public String name() {
    return settings.name;
  }

  @Override
  public void start() {
    var store = settings.store.get();
    if (settings.ownsStore) {
      ownStore = (RedisProcessedStore) store;
    }
    var workers = new Workers(settings.nodes, settings.parallelism, settings.queueSettings(store));
    try {
      workers.start();
    } catch (RuntimeException e) {
      closeStore();
      throw e;
    }
    workers.bindTo(settings.meters, settings.name);
    running = workers;
  }

  @Override
  public void quiesce() {
    var workers = running;
    if (workers != null) {
      workers.quiesce();
    }
  }

  @Override
  public void stop(Deadline deadline) throws InterruptedException {
    var workers = running;
    if (workers != null) {
      workers.stop(deadline);
    }
    closeStore();
  }

  @Override
  public Health health() {
    var workers = running;
    return workers == null ? Health.down("not started") : workers.health();
  }

  /** Ends as if the process had been killed, as far as the servers can see. */
  void abandon() {
    var workers = running;
    if (workers != null) {
      workers.abandon();
    }
  }

  private void closeStore() {
    var store = ownStore;
    ownStore = null;
    if (store != null) {
      store.close();
    }
  }

  private static RedisProcessedStore store(BeanstalkQueueConf conf) {
    return RedisProcessedStore.builder(conf.redis()).prefix("").connect();
  }

  /** Settings of a {@link BeanstalkQueue}. Not thread-safe. */
  public static final class Builder {
    private final List<BeanstalkNode> nodes;
    private final MessageHandler handler;
    private final Supplier<ProcessedStore> store;
    private final List<MessageMiddleware> middlewares = new ArrayList<>();
    private boolean ownsStore;
    private String name;
    private RetryPlan retries = RetryPlan.standard();
    private int parallelism = DEFAULT_PARALLELISM;
    private Duration lease = DEFAULT_LEASE;
    private Duration retention = DEFAULT_RETENTION;
    private Duration burialRetention = DEFAULT_BURIAL_RETENTION;
    private Optional<Duration> expiry = Optional.empty();
    private MeterRegistry meters = new CompositeMeterRegistry();
    private OpenTelemetry telemetry = OpenTelemetry.noop();

    private Builder(
        Collection<BeanstalkNode> nodes, MessageHandler handler, Supplier<ProcessedStore> store) {
      this.nodes = BeanstalkNode.checked(nodes, 1);
      this.handler = requireNonNull(handler, "handler");
      this.store = store;
      this.name = this.nodes.stream().map(BeanstalkNode::tube).distinct().collect(joining(","));
    }

    /** The name in logs, health reports, metrics and causes of burials. Default: the tube. */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /** When failed jobs run again. Default: {@link RetryPlan#standard()}, in whole seconds. */
    public Builder retries(RetryPlan retries) {
      this.retries = retries;
      return this;
    }

    /** Goes around each attempt; the first one added is the outermost. Default: none. */
    public Builder use(MessageMiddleware middleware) {
      middlewares.add(middleware);
      return this;
    }

    /** Handlers that run at once, over all servers. Default: 8. */
    public Builder parallelism(int parallelism) {
      if (parallelism < 1) {
        throw new IllegalArgumentException("parallelism must be at least 1, not " + parallelism);
      }
      this.parallelism = parallelism;
      return this;
    }

    /** How long a claim outlives its process, at least 1 s. Default: {@link #DEFAULT_LEASE}. */
    public Builder lease(Duration lease) {
      if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException("lease is at least 1 s, not " + lease);
      }
      this.lease = lease;
      return this;
    }

    /** How long a job counts as done. Default: {@link #DEFAULT_RETENTION}. */
    public Builder retention(Duration retention) {
      this.retention = positive(retention, "retention");
      return this;
    }

    /** How long the cause of a burial is kept. Default: {@link #DEFAULT_BURIAL_RETENTION}. */
    public Builder burialRetention(Duration burialRetention) {
      this.burialRetention = positive(burialRetention, "burialRetention");
      return this;
    }

    /**
     * Drops jobs that are later than this, with a warning; dq drops after half an hour. Default:
     * jobs run however late they are.
     */
    public Builder expireAfter(Duration lateness) {
      this.expiry = Optional.of(positive(lateness, "expireAfter"));
      return this;
    }

    /** Where timers and gauges are kept. Default: nowhere. */
    public Builder meters(MeterRegistry meters) {
      this.meters = meters;
      return this;
    }

    /** Records spans. Default: records none. */
    public Builder openTelemetry(OpenTelemetry telemetry) {
      this.telemetry = telemetry;
      return this;
    }

    public BeanstalkQueue build() {
      return new BeanstalkQueue(this);
    }

    private QueueSettings queueSettings(ProcessedStore connected) {
      var wrapped = handler;
      var inwards = new ArrayList<>(middlewares);
      Collections.reverse(inwards);
      for (var middleware : inwards) {
        wrapped = middleware.around(wrapped);
      }
      var observation = new Observation("beanstalkd", name, meters, telemetry);
      return new QueueSettings(
          name,
          new Attempts(wrapped, retries, observation),
          retries,
          connected,
          new QueueSettings.Times(lease, retention, burialRetention, expiry));
    }

    private static Duration positive(Duration duration, String what) {
      if (!duration.isPositive()) {
        throw new IllegalArgumentException(what + " must be positive, not " + duration);
      }
      return duration;
    }
  }
}
