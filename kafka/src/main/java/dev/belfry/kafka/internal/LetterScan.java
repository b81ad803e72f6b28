package dev.belfry.kafka.internal;

import dev.belfry.kafka.DeadLetter;
import dev.belfry.kafka.DeadLetterSelection;
import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * One way through the letters of a topic that are not dealt with, from the oldest on, up to where
 * the topic ended at the start. For one thread.
 */
final class LetterScan implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  /** 10 s: brokers that send nothing for so long, though there is more, are away. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static final String GROUP_END = ".replay";

  /** A letter that was chosen. */
  record Found(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {}

  private final DeadLetterSelection selection;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final Map<TopicPartition, DealtWith> dealtWith = new HashMap<>();
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Map<TopicPartition, Long> ends;
  private long found;

  LetterScan(KafkaConnection connection, String topic, DeadLetterSelection selection) {
    this.selection = selection;
    this.topic = topic;
    var properties = ClientProperties.of(connection, "belfry-replay");
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group(topic));
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    properties.put(
        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.dividedBy(2).toMillis());
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    consumer = new KafkaConsumer<>(properties);
    try {
      ends = begin();
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** Where it is noted which letters are dealt with. */
  static String group(String topic) {
    return topic + GROUP_END;
  }

  private Map<TopicPartition, Long> begin() {
    var known = consumer.partitionsFor(topic);
    if (known == null || known.isEmpty()) {
      throw new KafkaException("topic '" + topic + "' does not exist", null);
    }
    Set<TopicPartition> partitions =
        known.stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .collect(Collectors.toSet());
    consumer.assign(partitions);
    var beginnings = consumer.beginningOffsets(partitions);
    Map<TopicPartition, @Nullable OffsetAndMetadata> stored =
        new HashMap<>(consumer.committed(partitions));
    for (var partition : partitions) {
      var dealt = new DealtWith(stored.get(partition), beginnings.getOrDefault(partition, 0L));
      dealtWith.put(partition, dealt);
      next.put(partition, dealt.base());
      consumer.seek(partition, dealt.base());
    }
    return consumer.endOffsets(partitions);
  }

  /** What is dealt with in each partition; the caller adds to it. */
  Map<TopicPartition, DealtWith> dealtWith() {
    return dealtWith;
  }

  /** In whose name it is noted what is dealt with. */
  ConsumerGroupMetadata place() {
    return consumer.groupMetadata();
  }

  /** Whether a topic can be sent to. */
  boolean exists(String other) {
    var known = consumer.partitionsFor(other);
    return known != null && !known.isEmpty();
  }

  /** The next letters, some or none; null when there are no more. */
  @Nullable List<Found> next() {
    var waitingSince = System.nanoTime();
    while (found < selection.atMost() && !atEnd()) {
      var letters = new ArrayList<Found>();
      for (var record : consumer.poll(POLL)) {
        waitingSince = System.nanoTime();
        take(record, letters);
      }
      if (!letters.isEmpty()) {
        return letters;
      }
      if (System.nanoTime() - waitingSince > PATIENCE.toNanos()) {
        throw new KafkaException(
            "brokers send nothing of topic '%s', though there is more".formatted(topic), null);
      }
    }
    return null;
  }

  private void take(ConsumerRecord<byte[], byte[]> record, List<Found> letters) {
    var partition = new TopicPartition(record.topic(), record.partition());
    var dealt = dealtWith.get(partition);
    if (dealt == null || found >= selection.atMost()) {
      return;
    }
    // Offsets that hold no letter will never be dealt with.
    dealt.skip(next.getOrDefault(partition, record.offset()), record.offset());
    next.put(partition, record.offset() + 1);
    if (dealt.contains(record.offset()) || record.offset() >= ends.getOrDefault(partition, 0L)) {
      return;
    }
    var letter = Letters.read(record);
    if (selection.matches(letter)) {
      letters.add(new Found(record, letter));
      found++;
    }
  }

  private boolean atEnd() {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
