package dev.belfry.looklook.acceptance;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.StreamSupport;
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

  private final KafkaProducer<String, String> producer;
  private final KafkaConsumer<String, String> consumer;

  Topics(String bootstrapServers) {
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
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(topic, each.partition()))
            .toList();
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

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
