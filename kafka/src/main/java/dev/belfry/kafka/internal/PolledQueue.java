package dev.belfry.kafka.internal;

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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running part of a queue: its members of the group and what they share. */
public final class PolledQueue {
  private static final Logger log = LoggerFactory.getLogger(PolledQueue.class);

  /** Messages taken and not finished, a gauge with the tags {@code topic} and {@code group}. */
  public static final String IN_FLIGHT = "belfry.messages.inflight";

  private final QueueSettings settings;
  private final Admin admin;
  private final PauseSwitch pauses;
  private final MeterRegistry meters;
  private final DeadLetterTopic deadLetters;
  private final Attempts attempts;
  private final List<Member> members = new ArrayList<>();
  private final List<KafkaClientMetrics> clientMetrics = new ArrayList<>();

  /** What is done with a message, and how it is observed. */
  public record Work(
      MessageHandler handler,
      RetryPlan retries,
      String deadLetterTopic,
      MeterRegistry meters,
      OpenTelemetry telemetry) {}

  public PolledQueue(QueueSettings settings, Work work, PauseSwitch pauses) {
    var position = settings.position();
    this.settings = settings;
    this.admin = Admin.create(ClientProperties.of(position.connection(), settings.name() + "-lag"));
    this.pauses = pauses;
    this.meters = work.meters();
    this.deadLetters =
        new DeadLetterTopic(work.deadLetterTopic(), position.group(), position.connection());
    this.attempts =
        new Attempts(
            work.handler(),
            work.retries(),
            new Observation("kafka", position.group(), work.meters(), work.telemetry()));
  }

  /** Joins the group with so many members, and waits for it, but not beyond the deadline. */
  public void start(int count, Deadline deadline) throws InterruptedException {
    var position = settings.position();
    var tags = Tags.of(Tag.of("topic", position.topic()), Tag.of("group", position.group()));
    for (var number = 1; number <= count; number++) {
      var name = settings.name() + "-" + number;
      var consumer = new KafkaConsumer<byte[], byte[]>(ConsumerProperties.of(settings, name));
      var metrics = new KafkaClientMetrics(consumer, tags);
      metrics.bindTo(meters);
      clientMetrics.add(metrics);
      var processor = new RecordProcessor(attempts, deadLetters, settings.limits().parallelism());
      var loop =
          new PollLoop(
              settings,
              new PollLoop.Parts(consumer, processor, pauses, EndOffsets.of(admin), meters),
              "kafka-" + name);
      members.add(loop);
      loop.start();
    }
    Gauge.builder(IN_FLIGHT, members, all -> all.stream().mapToInt(Member::inFlight).sum())
        .tags(tags.and("queue", settings.name()))
        .register(meters);
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

  public void quiesce() {
    members.forEach(Member::quiesce);
  }

  /** Finishes what is queued, commits, leaves the group. */
  public void stop(Deadline deadline) throws InterruptedException {
    members.forEach(member -> member.stop(deadline));
    for (var member : members) {
      if (!member.join(deadline)) {
        log.warn("{}: a poll thread has not ended in time", settings.name());
      }
    }
    deadLetters.close(deadline);
    admin.close(Duration.ZERO);
    clientMetrics.forEach(KafkaClientMetrics::close);
  }

  /** What is not finished of each partition that this process has. */
  public Map<Integer, Long> lag() {
    var all = new HashMap<Integer, Long>();
    members.forEach(member -> all.putAll(member.lag()));
    return Map.copyOf(all);
  }

  public Health health() {
    return members.stream()
        .map(Member::health)
        .filter(Health.Down.class::isInstance)
        .findFirst()
        .orElseGet(Health::up);
  }
}
