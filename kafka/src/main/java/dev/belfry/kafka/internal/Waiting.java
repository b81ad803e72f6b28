package dev.belfry.kafka.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Fetched records that are not due yet, at most one poll's worth for each partition: while it has
 * some, it is paused. Owned by the poll thread.
 */
final class Waiting {
  /**
   * The records of a partition.
   *
   * @param dueMillis when the first is due, in milliseconds since the epoch
   */
  private record Queue(List<ConsumerRecord<byte[], byte[]>> records, long dueMillis) {}

  private final Map<TopicPartition, Queue> queues = new HashMap<>();

  boolean isEmpty() {
    return queues.isEmpty();
  }

  boolean has(TopicPartition partition) {
    return queues.containsKey(partition);
  }

  void put(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, long dueMillis) {
    queues.put(partition, new Queue(List.copyOf(records), dueMillis));
  }

  /** Takes out the partitions whose first record is due. */
  Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> takeDue(long nowMillis) {
    if (queues.isEmpty()) {
      return Map.of();
    }
    var due = new HashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
    queues.forEach((partition, queue) -> {
      if (queue.dueMillis <= nowMillis) {
        due.put(partition, queue.records);
      }
    });
    queues.keySet().removeAll(due.keySet());
    return due;
  }

  /** When the next one is due; far away if there is none. */
  long nextMillis() {
    return queues.values().stream().mapToLong(Queue::dueMillis).min().orElse(Long.MAX_VALUE);
  }

  void forget(Set<TopicPartition> partitions) {
    queues.keySet().removeAll(partitions);
  }
}
