package dev.belfry.kafka.internal;

import dev.belfry.kafka.ConsumerMode;
import dev.belfry.kafka.TopicNames;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.messaging.spi.Attempts;
import dev.belfry.messaging.spi.Observation;
import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running part of a queue: its members of the group and what they share. */
public final class PolledQueue {
  private static final Logger log = LoggerFactory.getLogger(PolledQueue.class);

  /** Messages taken and not finished, a gauge with the tags {@code topic} and {@code group}. */
  public static final String IN_FLIGHT = "belfry.messages.inflight";

  /**
   * 8 messages for each handler: enough to keep it busy while the next are fetched, few enough to
   * leave the rest to other members.
   */
  private static final int AHEAD = 8;

  private final QueueSettings settings;
  private final Work work;
  private final PauseSwitch pauses;
  private final Admin admin;
  private final SideTopics sideTopics;
  private final RecordProcessor.Unfinished unfinished;
  private final List<Member> members = new ArrayList<>();
  private final List<Member> all = new ArrayList<>();
  private final List<KafkaClientMetrics> clientMetrics = new ArrayList<>();

  /** What is done with a message, and how it is observed. */
  public record Work(
      MessageHandler handler, Failures failures, MeterRegistry meters, OpenTelemetry telemetry) {}

  /** What is done with a message that fails. */
  public record Failures(RetryPlan plan, List<Duration> retrySteps, TopicNames names) {}

  public PolledQueue(QueueSettings settings, Work work, PauseSwitch pauses) {
    var position = settings.position();
    var connection = position.connection();
    var failures = work.failures();
    this.settings = settings;
    this.work = work;
    this.pauses = pauses;
    this.admin = Admin.create(ClientProperties.of(connection, settings.name() + "-watch"));
    this.sideTopics = new SideTopics(connection, position.topic(), settings.name() + "-side");
    this.unfinished =
        new RecordProcessor.Unfinished(
            new RetryTopics(
                sideTopics,
                failures.retrySteps(),
                RetryTopics.names(
                    failures.names(),
                    position.topic(),
                    position.group(),
                    failures.retrySteps().size())),
            new DeadLetterTopic(
                sideTopics,
                failures.names().deadLetter(position.topic(), position.group()),
                position.group()));
  }

  /** Joins the group with so many members, and waits for it, but not beyond the deadline. */
  public void start(int count, Deadline deadline) throws InterruptedException {
    var position = settings.position();
    var last = Integer.MAX_VALUE;
    if (position.mode() == ConsumerMode.SHARE) {
      last = new ShareGroup(position, admin, deadline).prepare();
    }
    for (var number = 1; number <= count; number++) {
      var name = settings.name() + "-" + number;
      members.add(
          position.mode() == ConsumerMode.SHARE
              ? sharing(name, last)
              : member(settings, Source.of(position.topic()), Delivery::first, name));
    }
    all.addAll(members);
    var retrying = settings.forRetries();
    all.add(
        member(
            retrying,
            new RetrySource(unfinished.retries(), admin),
            Delivery::retried,
            retrying.name()));
    all.forEach(Member::start);
    Gauge.builder(IN_FLIGHT, all, every -> every.stream().mapToInt(Member::inFlight).sum())
        .tags(tags().and("queue", settings.name()))
        .register(work.meters());
    for (var member : members) {
      if (!member.awaitJoined(deadline)) {
        log.warn(
            "{}: group {} has not assigned partitions yet; members that died hold them for up to"
                + " their session's timeout",
            settings.name(),
            position.group());
        return;
      }
    }
  }

  private Member member(
      QueueSettings settings,
      Source source,
      Function<ConsumerRecord<byte[], byte[]>, Delivery> reading,
      String name) {
    var consumer = new KafkaConsumer<byte[], byte[]>(ConsumerProperties.of(settings, name));
    var metrics = new KafkaClientMetrics(consumer, tags());
    metrics.bindTo(work.meters());
    clientMetrics.add(metrics);
    var processor = new RecordProcessor(reading, attempts(settings), unfinished, Integer.MAX_VALUE);
    return new PollLoop(
        settings,
        new PollLoop.Parts(
            source, consumer, processor, pauses, EndOffsets.of(admin), work.meters()),
        "kafka-" + name);
  }

  private Member sharing(String name, int lastAttempt) {
    var limits = settings.limits();
    var capacity = Math.max(2, Math.min(limits.maxInFlight(), AHEAD * limits.parallelism()));
    var processor =
        new RecordProcessor(Delivery::shared, attempts(settings), unfinished, lastAttempt);
    return new ShareMember(
        limits.parallelism(),
        capacity,
        (hand, number) -> {
          var client = number == 1 ? name : name + "-beside-" + number;
          var consumer =
              new KafkaShareConsumer<byte[], byte[]>(
                  ConsumerProperties.share(settings, client, capacity / 2));
          return new ShareLoop(
              settings, new ShareLoop.Parts(consumer, processor, pauses, hand), "kafka-" + client);
        });
  }

  private Attempts attempts(QueueSettings settings) {
    var observation =
        new Observation("kafka", settings.position().group(), work.meters(), work.telemetry());
    return new Attempts(work.handler(), work.failures().plan(), observation);
  }

  private Tags tags() {
    var position = settings.position();
    return Tags.of(Tag.of("topic", position.topic()), Tag.of("group", position.group()));
  }

  public void quiesce() {
    all.forEach(Member::quiesce);
  }

  /** Finishes what is queued, commits, leaves the group. */
  public void stop(Deadline deadline) throws InterruptedException {
    all.forEach(member -> member.stop(deadline));
    for (var member : all) {
      if (!member.join(deadline)) {
        log.warn("{}: a poll thread has not ended in time", settings.name());
      }
    }
    sideTopics.close(deadline);
    admin.close(Duration.ZERO);
    clientMetrics.forEach(KafkaClientMetrics::close);
  }

  /** What is not finished of each partition of the topic that this process has. */
  public Map<Integer, Long> lag() {
    var lag = new HashMap<Integer, Long>();
    for (var member : members) {
      member.lag().forEach((partition, left) -> lag.put(partition.partition(), left));
    }
    return Map.copyOf(lag);
  }

  public Health health() {
    return all.stream()
        .map(Member::health)
        .filter(Health.Down.class::isInstance)
        .findFirst()
        .orElseGet(Health::up);
  }
}
