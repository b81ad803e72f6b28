package dev.belfry.kafka.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * How many messages of a member's partitions are not finished: those in flight and those not
 * fetched yet. The brokers are asked each second, for a fetch does not tell while its partition is
 * paused. The poll thread measures, any thread reads.
 */
final class Lag {
  /** Messages not finished yet, a gauge for each partition. */
  static final String METER = "belfry.messages.lag";

  /** 1 s: meters are scraped more rarely. */
  private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

  private final Consumer<byte[], byte[]> consumer;
  private final MeterRegistry meters;
  private final Tags tags;
  private final EndOffsets endOffsets;
  private volatile Map<TopicPartition, Long> byPartition = Map.of();
  private volatile Map<TopicPartition, Long> ends = Map.of();

  // Owned by the poll thread
  private final Map<TopicPartition, Gauge> gauges = new HashMap<>();
  private long next = System.nanoTime();

  Lag(Consumer<byte[], byte[]> consumer, EndOffsets endOffsets, MeterRegistry meters, Tags tags) {
    this.endOffsets = endOffsets;
    this.consumer = consumer;
    this.meters = meters;
    this.tags = tags;
  }

  Map<TopicPartition, Long> byPartition() {
    return byPartition;
  }

  /** Measures if it is time. */
  void measureDue(Map<TopicPartition, PartitionWork> works) {
    var now = System.nanoTime();
    if (now - next < 0) {
      return;
    }
    next = now + INTERVAL_NANOS;
    var measured = new HashMap<TopicPartition, Long>();
    works.forEach((partition, work) -> {
      var end = ends.get(partition);
      if (end != null) {
        place(partition, work)
            .ifPresent(place -> measured.put(partition, Math.max(0, end - place)));
      }
    });
    byPartition = Map.copyOf(measured);
    endOffsets.ask(works.keySet(), found -> ends = found);
  }

  private OptionalLong place(TopicPartition partition, PartitionWork work) {
    var place = work.committable();
    if (place.isPresent()) {
      return place;
    }
    try {
      return OptionalLong.of(consumer.position(partition, Duration.ZERO));
    } catch (TimeoutException e) {
      return OptionalLong.empty();
    }
  }

  void assigned(Collection<TopicPartition> partitions) {
    for (var partition : partitions) {
      gauges.put(
          partition,
          Gauge.builder(METER, this, lag -> lag.byPartition.getOrDefault(partition, 0L))
              .tags(tags.and("topic", partition.topic(), "partition", "" + partition.partition()))
              .register(meters));
    }
  }

  void gone(Collection<TopicPartition> partitions) {
    var left = new HashMap<>(byPartition);
    for (var partition : partitions) {
      left.remove(partition);
      var gauge = gauges.remove(partition);
      if (gauge != null) {
        meters.remove(gauge);
      }
    }
    byPartition = Map.copyOf(left);
  }
}
