package dev.belfry.kafka;

import dev.belfry.kafka.internal.ClusterProbe;
import dev.belfry.kafka.internal.PauseSwitch;
import dev.belfry.kafka.internal.PolledQueue;
import dev.belfry.kafka.internal.QueueSettings;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.service.Service;
import java.time.Duration;
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

  /** 5,000 messages of each partition: two polls ahead of the handlers. */
  public static final int DEFAULT_MAX_IN_FLIGHT = 5_000;

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

  /** A factor of 4 to 6 apart, so that a delay is not rounded up by more. */
  public static final List<Duration> DEFAULT_RETRY_STEPS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofHours(1));

  private final QueueSettings settings;
  private final PolledQueue.Work work;
  private final Start start;
  private final PauseSwitch pauses = new PauseSwitch();
  private volatile @Nullable PolledQueue running;

  /** What a start does. */
  record Start(int members, Duration timeout, MissingTopic missingTopic, List<String> notes) {}

  KafkaQueue(QueueSettings settings, PolledQueue.Work work, Start start) {
    this.settings = settings;
    this.work = work;
    this.start = start;
  }

  /** Starts the settings of a queue that reads {@code topic} as a member of {@code group}. */
  public static KafkaQueueBuilder builder(
      KafkaConnection connection, String group, String topic, MessageHandler handler) {
    return new KafkaQueueBuilder(connection, group, topic, handler);
  }

  /** Starts the settings of a queue with what a file says. */
  public static KafkaQueueBuilder builder(KafkaQueueConf conf, MessageHandler handler) {
    var builder = new KafkaQueueBuilder(conf.connection(), conf.group(), conf.topic(), handler);
    builder
        .notes(conf.notes())
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
    return settings.name();
  }

  @Override
  public void start() throws InterruptedException {
    start.notes().forEach(note -> log.info("{}: {}", settings.name(), note));
    var position = settings.position();
    var deadline = Deadline.in(start.timeout());
    try (var probe = new ClusterProbe(position.connection(), settings.name(), deadline)) {
      probe.requireBrokers();
      probe.requireTopic(position.topic(), start.missingTopic());
    }
    var queue = new PolledQueue(settings, work, pauses);
    try {
      queue.start(start.members(), deadline);
    } catch (RuntimeException | InterruptedException e) {
      queue.stop(Deadline.in(Duration.ofSeconds(1)));
      throw e;
    }
    running = queue;
  }

  /**
   * Fetches no more until {@link #resume()}; what was fetched is finished, and the group keeps its
   * members. Holds across a restart of the queue. Does not wait.
   */
  public void pause() {
    pauses.pause();
  }

  /** Ends {@link #pause()}. Partitions that were paused by number stay so. */
  public void resume() {
    pauses.resume();
  }

  /**
   * Fetches no more from a partition until {@link #resume(int)}, whenever this process has it.
   *
   * @throws UnsupportedOperationException in mode {@link ConsumerMode#SHARE}, in which brokers
   *     choose what a member gets
   */
  public void pause(int partition) {
    requirePartitions();
    pauses.pause(partition);
  }

  /** Ends {@link #pause(int)}. */
  public void resume(int partition) {
    requirePartitions();
    pauses.resume(partition);
  }

  /**
   * The messages that are not finished in each partition that this process has, as of a second ago:
   * those in flight and those not fetched. In mode {@link ConsumerMode#SHARE} empty; ask {@link
   * KafkaInspector#lag}.
   */
  public Map<Integer, Long> lag() {
    var queue = running;
    return queue == null ? Map.of() : queue.lag();
  }

  private void requirePartitions() {
    if (settings.position().mode() == ConsumerMode.SHARE) {
      throw new UnsupportedOperationException(
          "queue '%s' is in mode SHARE, in which brokers choose what a member gets; pause() it as a whole"
              .formatted(settings.name()));
    }
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
}
