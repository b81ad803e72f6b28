package dev.belfry.kafka.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what the lanes finished: now and then without waiting, and with waiting before a
 * partition goes. A commit that fails is made good by the next one. Owned by the poll thread.
 */
final class Commits {
  private static final Logger log = LoggerFactory.getLogger(Commits.class);

  private final Consumer<byte[], byte[]> consumer;
  private final long intervalNanos;
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private long next = System.nanoTime();
  private boolean underWay;

  Commits(Consumer<byte[], byte[]> consumer, Duration interval) {
    this.consumer = consumer;
    this.intervalNanos = interval.toNanos();
  }

  /** Begins a commit if it is time, none is under way, and there is something new. */
  void commitDue(Map<TopicPartition, PartitionWork> works) {
    var now = System.nanoTime();
    if (underWay || now - next < 0) {
      return;
    }
    next = now + intervalNanos;
    var offsets = advanced(works);
    if (offsets.isEmpty()) {
      return;
    }
    underWay = true;
    try {
      consumer.commitAsync(offsets, this::answered);
    } catch (RuntimeException e) {
      underWay = false;
      throw e;
    }
  }

  private void answered(Map<TopicPartition, OffsetAndMetadata> sent, @Nullable Exception failure) {
    underWay = false;
    if (failure == null) {
      remember(sent);
    } else {
      log.info("commit failed, made good by the next: {}", failure.getMessage());
    }
  }

  /**
   * Commits and waits. A failure is logged: what was not committed comes again.
   *
   * @return false if this may succeed when the group has rebalanced, or the brokers are back
   */
  boolean commitNow(Map<TopicPartition, PartitionWork> works, Duration timeout) {
    var offsets = advanced(works);
    if (offsets.isEmpty()) {
      return true;
    }
    try {
      consumer.commitSync(offsets, timeout);
      remember(offsets);
    } catch (RebalanceInProgressException | TimeoutException e) {
      log.debug("cannot commit {} yet: {}", offsets, e.getMessage());
      return false;
    } catch (KafkaException e) {
      log.warn("cannot commit {}; messages behind come again: {}", offsets, e.getMessage());
    }
    return true;
  }

  /** Commits the current place of partitions in which the group has none. */
  void pin(Collection<TopicPartition> partitions, Duration timeout) {
    try {
      var places = new HashMap<TopicPartition, OffsetAndMetadata>();
      consumer
          .committed(Set.copyOf(partitions), timeout)
          .forEach((partition, place) -> {
            if (place == null) {
              places.put(partition, new OffsetAndMetadata(consumer.position(partition, timeout)));
            }
          });
      consumer.commitSync(places, timeout);
    } catch (KafkaException e) {
      log.warn("cannot commit where {} begin: {}", partitions, e.getMessage());
    }
  }

  /** Partitions have gone; another member may set them back. */
  void forget(Collection<TopicPartition> partitions) {
    committed.keySet().removeAll(partitions);
  }

  private void remember(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach((partition, place) -> committed.put(partition, place.offset()));
  }

  private Map<TopicPartition, OffsetAndMetadata> advanced(
      Map<TopicPartition, PartitionWork> works) {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    works.forEach((partition, work) ->
        work.committable()
            .ifPresent(offset -> {
              if (offset != committed.getOrDefault(partition, -1L)) {
                offsets.put(partition, new OffsetAndMetadata(offset));
              }
            }));
    return offsets;
  }
}
