package dev.belfry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.embedded.EmbeddedKafka;
import dev.belfry.messaging.DeadLetterHeaders;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A Kafka with dead letters. */
final class KafkaWithLetters implements AutoCloseable {
  private final EmbeddedKafka kafka = EmbeddedKafka.create();

  KafkaWithLetters() {
    kafka.start();
  }

  String brokers() {
    return kafka.bootstrapServers();
  }

  /** A topic with its dead letters: one a key. */
  String letters(String stem, String... keys) throws Exception {
    kafka.createTopic(stem, 1);
    kafka.createTopic(stem + ".g.dlt", 1);
    Map<String, Object> properties = Map.of("bootstrap.servers", brokers());
    try (var producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (String key : keys) {
        var letter =
            new ProducerRecord<>(
                stem + ".g.dlt", key.getBytes(UTF_8), ("about " + key).getBytes(UTF_8));
        Map.of(
                DeadLetterHeaders.TOPIC, stem,
                DeadLetterHeaders.PARTITION, "0",
                DeadLetterHeaders.OFFSET, "7",
                DeadLetterHeaders.GROUP, "g",
                DeadLetterHeaders.ATTEMPTS, "3",
                DeadLetterHeaders.FAILED_AT, "2026-03-15T10:00:00Z",
                DeadLetterHeaders.REASON, "no stock")
            .forEach((name, value) -> letter.headers().add(name, value.getBytes(UTF_8)));
        producer.send(letter).get();
      }
    }
    return stem + ".g.dlt";
  }

  @Override
  public void close() {
    kafka.close();
  }
}
