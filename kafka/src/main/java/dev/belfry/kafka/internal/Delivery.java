package dev.belfry.kafka.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.messaging.Headers;
import dev.belfry.messaging.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record with what it says about where it came from: a retried message is still the message that
 * it was, with its position, its headers and its attempts. Immutable.
 *
 * @param record as it was fetched
 * @param elsewhere where the message was sent to, if that was not where the record is
 * @param attempt the number of the attempt that is to come, from 1
 * @param dueMillis when it is to be handled, in milliseconds since the epoch; 0 for at once
 */
record Delivery(
    ConsumerRecord<byte[], byte[]> record,
    @Nullable Origin elsewhere,
    int attempt,
    long dueMillis) {

  /**
   * A record of a share group. Brokers count deliveries, so attempts that ended in a death or a
   * stop count.
   */
  static Delivery shared(ConsumerRecord<byte[], byte[]> record) {
    var count = record.deliveryCount().map(Short::intValue).orElse(1);
    return new Delivery(record, null, Math.max(1, count), 0);
  }

  /** Where a message was sent to, and when. */
  record Origin(String topic, int partition, long offset, long timestampMillis) {}

  /** A record of a queue's own topic. */
  static Delivery first(ConsumerRecord<byte[], byte[]> record) {
    return new Delivery(record, null, 1, 0);
  }

  /** Where the message was sent to. */
  Origin origin() {
    return elsewhere == null
        ? new Origin(record.topic(), record.partition(), record.offset(), record.timestamp())
        : elsewhere;
  }

  /** A record of a retry topic. One without our headers is taken as it stands. */
  static Delivery retried(ConsumerRecord<byte[], byte[]> record) {
    try {
      var topic = text(record, RetryHeaders.TOPIC);
      if (topic == null) {
        return first(record);
      }
      var origin =
          new Origin(
              topic,
              (int) number(record, RetryHeaders.PARTITION),
              number(record, RetryHeaders.OFFSET),
              number(record, RetryHeaders.TIMESTAMP));
      var attempt = (int) number(record, RetryHeaders.ATTEMPT);
      return new Delivery(record, origin, Math.max(1, attempt), number(record, RetryHeaders.DUE));
    } catch (NumberFormatException e) {
      return first(record);
    }
  }

  /** What the handler gets: key, value and headers as they were sent. */
  Message message() {
    var origin = origin();
    var builder =
        Message.of(origin.topic())
            .partition(origin.partition())
            .offset(origin.offset())
            .headers(sentHeaders())
            .timestamp(Instant.ofEpochMilli(Math.max(0, origin.timestampMillis())))
            .attempt(attempt)
            .keyBytes(record.key());
    if (record.value() != null) {
      builder.value(record.value());
    }
    return builder.build();
  }

  private Headers sentHeaders() {
    var sent = record.headers().iterator();
    if (!sent.hasNext()) {
      return Headers.none();
    }
    var entries = new ArrayList<Map.Entry<String, byte[]>>();
    while (sent.hasNext()) {
      var header = sent.next();
      if (!isOurs(header.key())) {
        var value = header.value();
        entries.add(Map.entry(header.key(), value == null ? new byte[0] : value));
      }
    }
    return Headers.of(entries);
  }

  /** Whether a header was added on the way to a retry topic. */
  static boolean isOurs(String header) {
    return header.startsWith(RetryHeaders.PREFIX);
  }

  /** For logs. */
  @Override
  public String toString() {
    var origin = origin();
    return origin.topic() + "-" + origin.partition() + "@" + origin.offset();
  }

  private static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String name) {
    return Optional.ofNullable(record.headers().lastHeader(name))
        .map(header -> header.value())
        .map(value -> new String(value, UTF_8))
        .orElse(null);
  }

  private static long number(ConsumerRecord<byte[], byte[]> record, String name) {
    return Long.parseLong(String.valueOf(text(record, name)));
  }
}
