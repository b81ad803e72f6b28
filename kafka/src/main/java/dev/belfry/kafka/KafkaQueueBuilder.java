package dev.belfry.kafka;

import static java.util.Objects.requireNonNull;

import dev.belfry.kafka.internal.ConsumerProperties;
import dev.belfry.kafka.internal.PolledQueue;
import dev.belfry.kafka.internal.QueueSettings;
import dev.belfry.kafka.internal.TraceHeaders;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.MessageMiddleware;
import dev.belfry.messaging.RetryPlan;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings of a {@link KafkaQueue}. Not thread-safe. */
public final class KafkaQueueBuilder {
  private final KafkaConnection connection;
  private final String group;
  private final String topic;
  private final MessageHandler handler;
  private final List<MessageMiddleware> middlewares = new ArrayList<>();
  private final Map<String, String> properties = new HashMap<>();
  private List<String> notes = List.of();
  private String name;
  private StartFrom startFrom = StartFrom.FIRST;
  private ConsumerMode mode = ConsumerMode.KEY;
  private MissingTopic missingTopic = MissingTopic.fails();
  private TopicNames topicNames = TopicNames.standard();
  private List<Duration> retrySteps = KafkaQueue.DEFAULT_RETRY_STEPS;
  private RetryPlan retries = RetryPlan.standard();
  private int members = 1;
  private int parallelism = KafkaQueue.DEFAULT_PARALLELISM;
  private int maxInFlight = KafkaQueue.DEFAULT_MAX_IN_FLIGHT;
  private long maxInFlightBytes = KafkaQueue.DEFAULT_MAX_IN_FLIGHT_BYTES;
  private int minFetchBytes = 1;
  private int maxFetchBytes = 10 * 1024 * 1024;
  private Duration startTimeout = KafkaQueue.DEFAULT_START_TIMEOUT;
  private Duration commitInterval = KafkaQueue.DEFAULT_COMMIT_INTERVAL;
  private Duration revokeTimeout = KafkaQueue.DEFAULT_REVOKE_TIMEOUT;
  private Duration unhealthyAfter = KafkaQueue.DEFAULT_UNHEALTHY_AFTER;
  private MeterRegistry meters = new CompositeMeterRegistry();
  private OpenTelemetry telemetry = TraceHeaders.handingOn();

  KafkaQueueBuilder(
      KafkaConnection connection, String group, String topic, MessageHandler handler) {
    this.connection = requireNonNull(connection, "connection");
    this.group = requireNonNull(group, "group");
    this.topic = requireNonNull(topic, "topic");
    this.handler = requireNonNull(handler, "handler");
    this.name = topic;
  }

  /** The name in logs, health reports and at the brokers. Default: the topic. */
  public KafkaQueueBuilder name(String name) {
    this.name = name;
    return this;
  }

  /** Where the group starts if it has committed nothing. Default: at the oldest message. */
  public KafkaQueueBuilder startFrom(StartFrom startFrom) {
    this.startFrom = startFrom;
    return this;
  }

  /** How messages are shared and which are handled one after another. Default: those of one key. */
  public KafkaQueueBuilder mode(ConsumerMode mode) {
    this.mode = mode;
    return this;
  }

  /** What a start does if the topic does not exist. Default: it fails. */
  public KafkaQueueBuilder missingTopic(MissingTopic missingTopic) {
    this.missingTopic = missingTopic;
    return this;
  }

  /** When failed messages are tried again. Default: {@link RetryPlan#standard()}. */
  public KafkaQueueBuilder retries(RetryPlan retries) {
    this.retries = retries;
    return this;
  }

  /**
   * How long messages wait on the retry topics, one topic each, from short to long. A plan's delay
   * is rounded up to a step; a delay beyond the last one waits on the last topic, and holds up what
   * is behind it there. A step that is taken away while messages wait on its topic leaves them
   * there. Used by plans with {@link RetryPlan#onRetryTopic()}. Default: 1 s, 5 s, 30 s, 2 min, 10
   * min, 1 h.
   *
   * @throws IllegalArgumentException if there is none, or they do not rise
   */
  public KafkaQueueBuilder retrySteps(Duration... retrySteps) {
    var steps = List.of(retrySteps);
    if (steps.isEmpty() || !steps.getFirst().isPositive()) {
      throw new IllegalArgumentException("retrySteps need a positive duration, not " + steps);
    }
    for (var i = 1; i < steps.size(); i++) {
      if (steps.get(i).compareTo(steps.get(i - 1)) <= 0) {
        throw new IllegalArgumentException("retrySteps go from short to long, not " + steps);
      }
    }
    this.retrySteps = steps;
    return this;
  }

  /**
   * How the dead-letter topic and the retry topics are called. Default: {@link
   * TopicNames#standard()}.
   */
  public KafkaQueueBuilder topicNames(TopicNames topicNames) {
    this.topicNames = topicNames;
    return this;
  }

  /** Goes around each attempt; the first one added is the outermost. Default: none. */
  public KafkaQueueBuilder use(MessageMiddleware middleware) {
    middlewares.add(middleware);
    return this;
  }

  /**
   * Members of the group in this process, each with a thread of its own; at least 1. Default: 1.
   */
  public KafkaQueueBuilder members(int members) {
    this.members = atLeastOne(members, "members");
    return this;
  }

  /** Handlers that run at once, for each member; at least 1. Default: 8. */
  public KafkaQueueBuilder parallelism(int parallelism) {
    this.parallelism = atLeastOne(parallelism, "parallelism");
    return this;
  }

  /**
   * Messages of each partition taken and not finished; then fetching from it pauses, and goes on at
   * half of that. Default: 5,000.
   */
  public KafkaQueueBuilder maxInFlight(int maxInFlight) {
    this.maxInFlight = atLeastOne(maxInFlight, "maxInFlight");
    return this;
  }

  /**
   * The memory of each member: bytes of the keys and values of all messages taken and not finished,
   * and 200 more for each message; then all fetching pauses. At least 1. Default: 64 MiB.
   */
  public KafkaQueueBuilder maxInFlightBytes(long maxInFlightBytes) {
    if (maxInFlightBytes < 1) {
      throw new IllegalArgumentException(
          "maxInFlightBytes must be at least 1, not " + maxInFlightBytes);
    }
    this.maxInFlightBytes = maxInFlightBytes;
    return this;
  }

  /** What a broker gathers, for up to half a second, before it answers. Default: 1 byte. */
  public KafkaQueueBuilder minFetchBytes(int minFetchBytes) {
    this.minFetchBytes = atLeastOne(minFetchBytes, "minFetchBytes");
    return this;
  }

  /** What a fetch brings at most; a larger single message still comes. Default: 10 MiB. */
  public KafkaQueueBuilder maxFetchBytes(int maxFetchBytes) {
    this.maxFetchBytes = atLeastOne(maxFetchBytes, "maxFetchBytes");
    return this;
  }

  /** How long a start waits for the brokers. Default: {@link KafkaQueue#DEFAULT_START_TIMEOUT}. */
  public KafkaQueueBuilder startTimeout(Duration startTimeout) {
    this.startTimeout = positive(startTimeout, "startTimeout");
    return this;
  }

  /** The time between commits. Default: {@link KafkaQueue#DEFAULT_COMMIT_INTERVAL}. */
  public KafkaQueueBuilder commitInterval(Duration commitInterval) {
    this.commitInterval = positive(commitInterval, "commitInterval");
    return this;
  }

  /**
   * How long a rebalance waits for the running handlers of a partition that moves; then they are
   * interrupted, and their messages come again. Default: {@link KafkaQueue#DEFAULT_REVOKE_TIMEOUT}.
   */
  public KafkaQueueBuilder revokeTimeout(Duration revokeTimeout) {
    this.revokeTimeout = positive(revokeTimeout, "revokeTimeout");
    return this;
  }

  /** How long a trouble lasts before health is down. Default: 10 s; heartbeats come each second. */
  public KafkaQueueBuilder unhealthyAfter(Duration unhealthyAfter) {
    this.unhealthyAfter = positive(unhealthyAfter, "unhealthyAfter");
    return this;
  }

  /** Where timers, gauges and the client's metrics, lag among them, are kept. Default: nowhere. */
  public KafkaQueueBuilder meters(MeterRegistry meters) {
    this.meters = meters;
    return this;
  }

  /** Records spans and reads the headers. Default: hands the sender's trace on, in W3C form. */
  public KafkaQueueBuilder openTelemetry(OpenTelemetry telemetry) {
    this.telemetry = telemetry;
    return this;
  }

  /** Any other setting of Kafka's consumer. Those that the guarantees rest on are refused. */
  public KafkaQueueBuilder property(String key, String value) {
    properties.put(ConsumerProperties.requireFree(key), value);
    return this;
  }

  public KafkaQueue build() {
    return new KafkaQueue(queueSettings(), work(), start());
  }

  private KafkaQueue.Start start() {
    return new KafkaQueue.Start(members, startTimeout, missingTopic, notes);
  }

  KafkaQueueBuilder notes(List<String> notes) {
    this.notes = notes;
    return this;
  }

  private QueueSettings queueSettings() {
    return new QueueSettings(
        name,
        new QueueSettings.Position(connection, group, topic, startFrom, mode),
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
    return new PolledQueue.Work(
        wrapped, new PolledQueue.Failures(retries, retrySteps, topicNames), meters, telemetry);
  }

  private static Duration positive(Duration time, String what) {
    if (!time.isPositive()) {
      throw new IllegalArgumentException(what + " must be positive, not " + time);
    }
    return time;
  }

  private static int atLeastOne(int number, String what) {
    if (number < 1) {
      throw new IllegalArgumentException(what + " must be at least 1, not " + number);
    }
    return number;
  }
}
