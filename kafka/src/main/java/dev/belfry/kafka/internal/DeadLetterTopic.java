package dev.belfry.kafka.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.messaging.DeadLetterHeaders;
import dev.belfry.messaging.spi.Causes;
import dev.belfry.messaging.spi.Failure;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
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

  /** Returns when the brokers have the dead letter; throws if they do not. */
  void publish(Delivery delivery, Failure failure) throws InterruptedException {
    var value = delivery.record().value();
    try {
      topics.send(letter(delivery, failure, value), Map.of());
    } catch (RecordTooLargeException e) {
      var bare = letter(delivery, failure, new byte[0]);
      var size = value == null ? 0 : value.length;
      put(bare.headers(), DeadLetterHeaders.OMITTED_BYTES, "" + size);
      topics.send(bare, Map.of());
    }
    log.warn(
        "{} went to {} after {} attempts: {}",
        delivery,
        topic,
        failure.attempts(),
        failure.reason(),
        failure.cause());
  }

  private ProducerRecord<byte[], byte[]> letter(
      Delivery delivery, Failure failure, byte @Nullable [] value) {
    var record = delivery.record();
    var letter = new ProducerRecord<byte[], byte[]>(topic, record.key(), value);
    var headers = letter.headers();
    for (var header : record.headers()) {
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
