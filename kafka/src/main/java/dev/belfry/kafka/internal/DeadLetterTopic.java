package dev.belfry.kafka.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.messaging.DeadLetterHeaders;
import dev.belfry.messaging.spi.Causes;
import dev.belfry.messaging.spi.Failure;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the messages that a group gave up into a topic of their own, with key, value and headers as
 * they were, and headers that say why. Thread-safe.
 */
final class DeadLetterTopic {
  private static final Logger log = LoggerFactory.getLogger(DeadLetterTopic.class);

  private static final String OURS = "belfry-dlt-";

  private final SideTopics topics;
  private final String topic;
  private final String group;

  DeadLetterTopic(SideTopics topics, String topic, String group) {
    this.topics = topics;
    this.topic = topic;
    this.group = group;
  }

  String topic() {
    return topic;
  }

  /**
   * Returns when the brokers have the dead letter; throws if they do not. Of a message that they
   * never take, its content is left out, and if need be the key, the sender's headers and the stack
   * too: what is left says where the message is.
   *
   * @throws KafkaException if there is hope for another attempt, perhaps after an operator's work
   */
  void publish(Delivery delivery, Failure failure) throws InterruptedException {
    var record = delivery.record();
    try {
      topics.send(letter(delivery, failure, record.key(), record.value()), Map.of());
    } catch (RecordTooLargeException e) {
      publishPart(delivery, failure);
    }
    log.warn(
        "{} went to {} after {} attempts: {}",
        delivery,
        topic,
        failure.attempts(),
        failure.reason(),
        failure.cause());
  }

  private void publishPart(Delivery delivery, Failure failure) throws InterruptedException {
    var record = delivery.record();
    var bare = letter(delivery, failure, record.key(), new byte[0]);
    var size = record.value() == null ? 0 : record.value().length;
    put(bare.headers(), DeadLetterHeaders.OMITTED_BYTES, "" + size);
    try {
      topics.send(bare, Map.of());
    } catch (RecordTooLargeException e) {
      var least = new ProducerRecord<byte[], byte[]>(topic, null, new byte[0]);
      bare.headers()
          .forEach(header -> {
            if (header.key().startsWith(OURS)
                && !header.key().equals(DeadLetterHeaders.EXCEPTION_STACK)) {
              least.headers().add(header);
            }
          });
      publishLeast(least);
    }
  }

  private void publishLeast(ProducerRecord<byte[], byte[]> least) throws InterruptedException {
    try {
      topics.send(least, Map.of());
    } catch (RecordTooLargeException e) {
      throw new KafkaException(
          "topic " + topic + " takes no dead letter at all; raise its max.message.bytes", e);
    }
  }

  private ProducerRecord<byte[], byte[]> letter(
      Delivery delivery, Failure failure, byte @Nullable [] key, byte @Nullable [] value) {
    var letter = new ProducerRecord<byte[], byte[]>(topic, key, value);
    var headers = letter.headers();
    for (var header : delivery.record().headers()) {
      if (!Delivery.isOurs(header.key())) {
        headers.add(header);
      }
    }
    Causes.of(delivery.message(), group, failure).forEach((name, text) -> put(headers, name, text));
    return letter;
  }

  /** Sets a header, in place of the one that an earlier death left. */
  private static void put(Headers headers, String name, String value) {
    headers.remove(name).add(name, value.getBytes(UTF_8));
  }
}
