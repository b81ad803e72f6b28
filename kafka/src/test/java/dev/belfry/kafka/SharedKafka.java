package dev.belfry.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.embedded.EmbeddedKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** One broker for all tests of the module; it goes with the JVM. Tests take topics of their own. */
final class SharedKafka {
  private static final EmbeddedKafka KAFKA = EmbeddedKafka.create();

  static {
    KAFKA.start();
  }

  private SharedKafka() {}

  static KafkaConnection connection() {
    return KafkaConnection.to(KAFKA.bootstrapServers());
  }

  /** A name that no other test uses. */
  static String fresh(String stem) {
    return stem + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  /** A topic of that name. */
  static void create(String topic, int partitions) {
    KAFKA.createTopic(topic, partitions);
  }

  /** A topic of that many partitions that no other test uses. */
  static String topic(int partitions) {
    var topic = fresh("topic");
    KAFKA.createTopic(topic, partitions);
    return topic;
  }

  /** Where the group has committed, by partition; partitions without a commit are left out. */
  static Map<Integer, Long> committed(String group) {
    try (var admin = admin(connection())) {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .entrySet()
          .stream()
          .collect(
              Collectors.toMap(
                  entry -> entry.getKey().partition(), entry -> entry.getValue().offset()));
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  static Admin admin(KafkaConnection connection) {
    return Admin.create(Map.of("bootstrap.servers", connection.brokers()));
  }

  /** Whether there is such a topic. */
  static boolean exists(String topic) {
    try (var admin = admin(connection())) {
      return admin.listTopics().names().get().contains(topic);
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** Where each of so many partitions of a topic ends now. */
  static Map<Integer, Long> ends(String topic, int partitions) {
    var asked =
        IntStream.range(0, partitions)
            .boxed()
            .collect(
                Collectors.toMap(
                    number -> new TopicPartition(topic, number), number -> OffsetSpec.latest()));
    try (var admin = admin(connection())) {
      return admin.listOffsets(asked).all().get().entrySet().stream()
          .collect(
              Collectors.toMap(
                  entry -> entry.getKey().partition(), entry -> entry.getValue().offset()));
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** The text of a record's last header of that name. */
  static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  /** All that is in a topic of so many partitions now. */
  static List<ConsumerRecord<byte[], byte[]>> read(String topic, int partitions) {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            connection().brokers(),
            // By default a reader whose place is lost begins at the end, and finds nothing.
            "auto.offset.reset",
            "earliest",
            "key.deserializer",
            ByteArrayDeserializer.class,
            "value.deserializer",
            ByteArrayDeserializer.class);
    var all = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var consumer = new KafkaConsumer<byte[], byte[]>(properties)) {
      var assigned =
          IntStream.range(0, partitions)
              .mapToObj(number -> new TopicPartition(topic, number))
              .toList();
      consumer.assign(assigned);
      consumer.seekToBeginning(assigned);
      var ends = consumer.endOffsets(assigned);
      while (assigned.stream().anyMatch(at -> consumer.position(at) < ends.getOrDefault(at, 0L))) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all;
  }
}
