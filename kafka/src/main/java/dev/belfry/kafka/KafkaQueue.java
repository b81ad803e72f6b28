package dev.belfry.kafka;

import static java.util.Objects.requireNonNull;

import dev.belfry.kafka.internal.ClusterProbe;
import dev.belfry.kafka.internal.ConsumerProperties;
import dev.belfry.kafka.internal.PolledQueue;
import dev.belfry.kafka.internal.QueueSettings;
import dev.belfry.kafka.internal.TraceHeaders;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.MessageMiddleware;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.service.Service;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes a topic as a member of a consumer group and hands its messages to a handler.
 *
 * <ul>
 *   <li>A message is committed when it is handled and all before it in its partition are: at least
 *       once, whatever dies.
 *   <li>Messages of one key are handled one after another, also while one of them is tried again;
 *       different keys run in parallel on virtual threads.
 *   <li>A failing message is tried again by the {@link RetryPlan} and holds up its key only. When
 *       its attempts are spent it goes to the dead-letter topic, then it is committed.
 *   <li>Memory is bounded: with too much in flight, fetching pauses.
 * </ul>
 *
 * <p>{@link #start} fails if the brokers do not answer in time or the topic is missing. Later
 * outages of the brokers are waited out; {@link #health} tells of them. {@link #stop} finishes what
 * was taken, interrupts what exceeds the deadline, and commits what was handled.
 */
public final class KafkaQueue implements Service {
  private static final Logger log = LoggerFactory.getLogger(KafkaQueue.class);

  /** 8 handlers at once, as go-queue has it. */
  public static final int DEFAULT_PARALLELISM = 8;

  /** 1,000 messages: some polls ahead of the handlers, some MiB of memory. */
  public static final int DEFAULT_MAX_IN_FLIGHT = 1_000;

  /** 64 MiB: the bound for large messages. */
  public static final long DEFAULT_MAX_IN_FLIGHT_BYTES = 64L * 1024 * 1024;

  /** 15 s: brokers that start together with this process get ready in that time. */
  public static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(15);

  /** 250 ms: what was handled in it is repeated if the process is killed. */
  public static final Duration DEFAULT_COMMIT_INTERVAL = Duration.ofMillis(250);

  /** 5 s: the other members of the group wait as long in a rebalance. */
  public static final Duration DEFAULT_REVOKE_TIMEOUT = Duration.ofSeconds(5);

  /** 10 s: a restart of a broker or a rebalance is shorter. */
  public static final Duration DEFAULT_UNHEALTHY_AFTER = Duration.ofSeconds(10);

  private final Builder settings;
  private volatile @Nullable PolledQueue running;

  private KafkaQueue(Builder settings) {
    this.settings = settings;
  }

  /** Starts the settings of a queue that reads {@code topic} as a member of {@code group}. */
  public static Builder builder(
      KafkaConnection connection, String group, String topic, MessageHandler handler) {
    return new Builder(connection, group, topic, handler);
  }

  /** Starts the settings of a queue with what a file says. */
  public static Builder builder(KafkaQueueConf conf, MessageHandler handler) {
    var builder = new Builder(conf.connection(), conf.group(), conf.topic(), handler);
    builder.notes = conf.notes();
    builder
        .name(conf.service().name())
        .members(Math.max(1, conf.conns()))
        .parallelism(conf.processors())
        .maxFetchBytes(conf.maxBytes());
    if (conf.offset() != null) {
      builder.startFrom(conf.offset());
    }
    if (conf.minBytes() != null) {
      builder.minFetchBytes(conf.minBytes());
    }
    if (conf.createTopic() != null) {
      builder.missingTopic(conf.createTopic().policy());
    }
    return builder;
  }

  @Override
  public String name() {
    return settings.name;
  }

  @Override
  public void start() throws InterruptedException {
    settings.notes.forEach(note -> log.info("{}: {}", settings.name, note));
    var deadline = Deadline.in(settings.startTimeout);
    try (var probe = new ClusterProbe(settings.connection, settings.name, deadline)) {
      probe.requireBrokers();
      probe.requireTopic(settings.topic, settings.missingTopic);
    }
    var queue = new PolledQueue(settings.queueSettings(), settings.work());
    try {
      queue.start(settings.members, deadline);
    } catch (RuntimeException | InterruptedException e) {
      queue.stop(Deadline.in(Duration.ofSeconds(1)));
      throw e;
    }
    running = queue;
  }

  @Override
  public void quiesce() {
    var queue = running;
    if (queue != null) {
      queue.quiesce();
    }
  }

  @Override
  public void stop(Deadline deadline) throws InterruptedException {
    var queue = running;
    if (queue != null) {
      queue.stop(deadline);
    }
  }

  @Override
  public Health health() {
    var queue = running;
    return queue == null ? Health.down("not started") : queue.health();
  }

  /** Settings of a {@link KafkaQueue}. Not thread-safe. */
  public static final class Builder {
    private final KafkaConnection connection;
    private final String group;
    private final String topic;
    private final MessageHandler handler;
    private final List<MessageMiddleware> middlewares = new ArrayList<>();
    private final Map<String, String> properties = new HashMap<>();
    private List<String> notes = List.of();
    private String name;
    private String deadLetterTopic;
    private StartFrom startFrom = StartFrom.FIRST;
    private MessageOrder order = MessageOrder.KEY;
    private MissingTopic missingTopic = MissingTopic.fails();
    private RetryPlan retries = RetryPlan.standard();
    private int members = 1;
    private int parallelism = DEFAULT_PARALLELISM;
    private int maxInFlight = DEFAULT_MAX_IN_FLIGHT;
    private long maxInFlightBytes = DEFAULT_MAX_IN_FLIGHT_BYTES;
    private int minFetchBytes = 1;
    private int maxFetchBytes = 10 * 1024 * 1024;
    private Duration startTimeout = DEFAULT_START_TIMEOUT;
    private Duration commitInterval = DEFAULT_COMMIT_INTERVAL;
    private Duration revokeTimeout = DEFAULT_REVOKE_TIMEOUT;
    private Duration unhealthyAfter = DEFAULT_UNHEALTHY_AFTER;
    private MeterRegistry meters = new CompositeMeterRegistry();
    private OpenTelemetry telemetry = TraceHeaders.handingOn();

    private Builder(
        KafkaConnection connection, String group, String topic, MessageHandler handler) {
      this.connection = requireNonNull(connection, "connection");
      this.group = requireNonNull(group, "group");
      this.topic = requireNonNull(topic, "topic");
      this.handler = requireNonNull(handler, "handler");
      this.name = topic;
      this.deadLetterTopic = topic + "." + group + ".dlt";
    }

    /** The name in logs, health reports and at the brokers. Default: the topic. */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /** Where the group starts if it has committed nothing. Default: at the oldest message. */
    public Builder startFrom(StartFrom startFrom) {
      this.startFrom = startFrom;
      return this;
    }

    /** Which messages are handled one after another. Default: those of one key. */
    public Builder order(MessageOrder order) {
      this.order = order;
      return this;
    }

    /** What a start does if the topic does not exist. Default: it fails. */
    public Builder missingTopic(MissingTopic missingTopic) {
      this.missingTopic = missingTopic;
      return this;
    }

    /** When failed messages are tried again. Default: {@link RetryPlan#standard()}. */
    public Builder retries(RetryPlan retries) {
      this.retries = retries;
      return this;
    }

    /** Where messages go whose attempts are spent. Default: {@code <topic>.<group>.dlt}. */
    public Builder deadLetterTopic(String deadLetterTopic) {
      this.deadLetterTopic = deadLetterTopic;
      return this;
    }

    /** Goes around each attempt; the first one added is the outermost. Default: none. */
    public Builder use(MessageMiddleware middleware) {
      middlewares.add(middleware);
      return this;
    }

    /** Members of the group in this process, each with a thread of its own. Default: 1. */
    public Builder members(int members) {
      this.members = atLeastOne(members, "members");
      return this;
    }

    /** Handlers that run at once, for each member. Default: 8. */
    public Builder parallelism(int parallelism) {
      this.parallelism = atLeastOne(parallelism, "parallelism");
      return this;
    }

    /** Messages taken and not finished, for each member; then fetching pauses. Default: 1,000. */
    public Builder maxInFlight(int maxInFlight) {
      this.maxInFlight = atLeastOne(maxInFlight, "maxInFlight");
      return this;
    }

    /** The same in bytes of keys and values. Default: 64 MiB. */
    public Builder maxInFlightBytes(long maxInFlightBytes) {
      this.maxInFlightBytes = maxInFlightBytes;
      return this;
    }

    /** What a broker gathers, for up to half a second, before it answers. Default: 1 byte. */
    public Builder minFetchBytes(int minFetchBytes) {
      this.minFetchBytes = atLeastOne(minFetchBytes, "minFetchBytes");
      return this;
    }

    /** What a fetch brings at most; a larger single message still comes. Default: 10 MiB. */
    public Builder maxFetchBytes(int maxFetchBytes) {
      this.maxFetchBytes = atLeastOne(maxFetchBytes, "maxFetchBytes");
      return this;
    }

    /** How long a start waits for the brokers. Default: {@link #DEFAULT_START_TIMEOUT}. */
    public Builder startTimeout(Duration startTimeout) {
      this.startTimeout = startTimeout;
      return this;
    }

    /** The time between commits. Default: {@link #DEFAULT_COMMIT_INTERVAL}. */
    public Builder commitInterval(Duration commitInterval) {
      this.commitInterval = commitInterval;
      return this;
    }

    /**
     * How long a rebalance waits for the running handlers of a partition that moves; then they are
     * interrupted, and their messages come again. Default: {@link #DEFAULT_REVOKE_TIMEOUT}.
     */
    public Builder revokeTimeout(Duration revokeTimeout) {
      this.revokeTimeout = revokeTimeout;
      return this;
    }

    /**
     * How long a trouble lasts before health is down. Default: 10 s; heartbeats come each second.
     */
    public Builder unhealthyAfter(Duration unhealthyAfter) {
      this.unhealthyAfter = unhealthyAfter;
      return this;
    }

    /**
     * Where timers, gauges and the client's metrics, lag among them, are kept. Default: nowhere.
     */
    public Builder meters(MeterRegistry meters) {
      this.meters = meters;
      return this;
    }

    /** Records spans and reads the headers. Default: hands the sender's trace on, in W3C form. */
    public Builder openTelemetry(OpenTelemetry telemetry) {
      this.telemetry = telemetry;
      return this;
    }

    /** Any other setting of Kafka's consumer. Those that the guarantees rest on are refused. */
    public Builder property(String key, String value) {
      properties.put(ConsumerProperties.requireFree(key), value);
      return this;
    }

    public KafkaQueue build() {
      return new KafkaQueue(this);
    }

    private QueueSettings queueSettings() {
      return new QueueSettings(
          name,
          new QueueSettings.Position(connection, group, topic, startFrom, order),
          new QueueSettings.Limits(
              parallelism, maxInFlight, maxInFlightBytes, minFetchBytes, maxFetchBytes),
          new QueueSettings.Timing(commitInterval, revokeTimeout, unhealthyAfter),
          Map.copyOf(properties));
    }

    private PolledQueue.Work work() {
      var wrapped = handler;
      var inwards = new ArrayList<>(middlewares);
      Collections.reverse(inwards);
      for (var middleware : inwards) {
        wrapped = middleware.around(wrapped);
      }
      return new PolledQueue.Work(wrapped, retries, deadLetterTopic, meters, telemetry);
    }

    private static int atLeastOne(int number, String what) {
      if (number < 1) {
        throw new IllegalArgumentException(what + " must be at least 1, not " + number);
      }
      return number;
    }
  }
}
