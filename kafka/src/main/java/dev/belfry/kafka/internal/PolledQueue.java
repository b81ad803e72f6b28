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
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running part of a queue: its members of the group and what they share. */
public final class PolledQueue {
  private static final Logger log = LoggerFactory.getLogger(PolledQueue.class);

  /** Messages taken and not finished, a gauge with the tags {@code topic} and {@code group}. */
  public static final String IN_FLIGHT = "belfry.messages.inflight";

  private final QueueSettings settings;
  private final MeterRegistry meters;
  private final DeadLetterTopic deadLetters;
  private final Attempts attempts;
  private final List<PollLoop> loops = new ArrayList<>();
  private final List<KafkaClientMetrics> clientMetrics = new ArrayList<>();

  /** What is done with a message, and how it is observed. */
  public record Work(
      MessageHandler handler,
      RetryPlan retries,
      String deadLetterTopic,
      MeterRegistry meters,
      OpenTelemetry telemetry) {}

  public PolledQueue(QueueSettings settings, Work work) {
    var position = settings.position();
    this.settings = settings;
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
  public void start(int members, Deadline deadline) throws InterruptedException {
    var position = settings.position();
    var tags = Tags.of(Tag.of("topic", position.topic()), Tag.of("group", position.group()));
    for (var member = 1; member <= members; member++) {
      var name = settings.name() + "-" + member;
      var consumer = new KafkaConsumer<byte[], byte[]>(ConsumerProperties.of(settings, name));
      var metrics = new KafkaClientMetrics(consumer, tags);
      metrics.bindTo(meters);
      clientMetrics.add(metrics);
      var processor = new RecordProcessor(attempts, deadLetters, settings.limits().parallelism());
      var loop = new PollLoop(settings, consumer, processor, "kafka-" + name);
      loops.add(loop);
      loop.start();
    }
    Gauge.builder(IN_FLIGHT, loops, all -> all.stream().mapToInt(PollLoop::inFlight).sum())
        .tags(tags.and("queue", settings.name()))
        .register(meters);
    for (var loop : loops) {
      if (!loop.awaitJoined(deadline)) {
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
    loops.forEach(PollLoop::quiesce);
  }

  /** Finishes what is queued, commits, leaves the group. */
  public void stop(Deadline deadline) throws InterruptedException {
    loops.forEach(loop -> loop.stop(deadline));
    for (var loop : loops) {
      if (!loop.join(deadline)) {
        log.warn("{}: a poll thread has not ended in time", settings.name());
      }
    }
    deadLetters.close(deadline);
    clientMetrics.forEach(KafkaClientMetrics::close);
  }

  public Health health() {
    return loops.stream()
        .map(PollLoop::health)
        .filter(Health.Down.class::isInstance)
        .findFirst()
        .orElseGet(Health::up);
  }
}
