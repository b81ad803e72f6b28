package dev.belfry.looklook.acceptance;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka as anybody may use it. For one thread. */
final class Topics implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Admin admin;
  private final KafkaProducer<String, String> producer;
  private final KafkaConsumer<String, String> consumer;

  Topics(String bootstrapServers) {
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new StringSerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringDeserializer(),
            new StringDeserializer());
  }

  /** Sends, and returns when Kafka has it. */
  void send(String topic, String key, String value)
      throws ExecutionException, InterruptedException {
    producer.send(new ProducerRecord<>(topic, key, value)).get();
  }

  /** The message with this key, wherever it is in the topic; waits for it. */
  ConsumerRecord<String, String> find(String topic, String key) {
    await(topic + " is there")
        .atMost(PATIENCE)
        .pollInSameThread()
        .until(() -> consumer.listTopics().containsKey(topic));
    List<TopicPartition> partitions = partitions(topic);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return await("a message with key " + key)
        .atMost(PATIENCE)
        .pollInSameThread()
        .until(
            () ->
                StreamSupport.stream(consumer.poll(Duration.ofMillis(200)).spliterator(), false)
                    .filter(record -> key.equals(record.key()))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Waits until the group has done with all messages that are in the topic now. */
  void awaitConsumed(String topic, String group) {
    List<TopicPartition> partitions = partitions(topic);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    await(group + " has consumed " + topic)
        .atMost(PATIENCE)
        .until(() -> {
          var committed =
              admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
          return ends.entrySet().stream()
              .allMatch(end ->
                  end.getValue() == 0
                      || (committed.get(end.getKey()) != null
                          && committed.get(end.getKey()).offset() >= end.getValue()));
        });
  }

  private List<TopicPartition> partitions(String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(each -> new TopicPartition(topic, each.partition()))
        .toList();
  }

  @Override
  public void close() {
    admin.close();
    producer.close();
    consumer.close();
  }
}
