package dev.belfry.kafka.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.kafka.DeadLetter;
import dev.belfry.messaging.DeadLetterHeaders;
import dev.belfry.messaging.Headers;
import dev.belfry.messaging.Message;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Reads dead letters, and makes messages of them again. */
final class Letters {
  private static final String PREFIX = "belfry-dlt-";

  private Letters() {}

  /** What a record of a dead-letter topic says; headers that make no sense are passed over. */
  static DeadLetter read(ConsumerRecord<byte[], byte[]> record) {
    Headers all = Headers.none();
    Headers sent = Headers.none();
    for (var header : record.headers()) {
      var value = header.value() == null ? new byte[0] : header.value();
      all = all.with(header.key(), value);
      if (!header.key().startsWith(PREFIX)) {
        sent = sent.with(header.key(), value);
      }
    }
    var origin = all.text(DeadLetterHeaders.TOPIC);
    var group = origin.isEmpty() ? null : all.text(DeadLetterHeaders.GROUP).orElse(null);
    var written = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
    var message =
        Message.of(group == null ? record.topic() : origin.orElse(record.topic()))
            .partition((int) number(all, DeadLetterHeaders.PARTITION, record.partition()))
            .offset(number(all, DeadLetterHeaders.OFFSET, record.offset()))
            .timestamp(moment(all, DeadLetterHeaders.TIMESTAMP, written))
            .headers(sent);
    if (record.key() != null) {
      message.key(new String(record.key(), UTF_8));
    }
    if (record.value() != null) {
      message.value(record.value());
    }
    return new DeadLetter(
        record.partition(),
        record.offset(),
        message.build(),
        group,
        (int) number(all, DeadLetterHeaders.ATTEMPTS, 0),
        moment(all, DeadLetterHeaders.FAILED_AT, written),
        new DeadLetter.Cause(
            all.text(DeadLetterHeaders.REASON).orElse(""),
            all.text(DeadLetterHeaders.EXCEPTION_CLASS).orElse(null),
            all.text(DeadLetterHeaders.EXCEPTION_MESSAGE).orElse(null),
            all.text(DeadLetterHeaders.EXCEPTION_STACK).orElse(null)));
  }

  /** The message as it was sent, byte by byte, with its id. */
  static ProducerRecord<byte[], byte[]> again(
      ConsumerRecord<byte[], byte[]> record, DeadLetter letter, String topic) {
    var again = new ProducerRecord<byte[], byte[]>(topic, record.key(), record.value());
    for (var header : record.headers()) {
      if (!header.key().startsWith(PREFIX)) {
        again.headers().add(header);
      }
    }
    if (again.headers().lastHeader(Message.ID_HEADER) == null) {
      again.headers().add(Message.ID_HEADER, letter.message().id().getBytes(UTF_8));
    }
    return again;
  }

  /** Whether the content was left out because no broker took it, so there is nothing to send. */
  static boolean isBare(ConsumerRecord<byte[], byte[]> record) {
    return record.headers().lastHeader(DeadLetterHeaders.OMITTED_BYTES) != null;
  }

  private static long number(Headers headers, String name, long otherwise) {
    try {
      return headers.text(name).map(Long::parseLong).filter(n -> n >= 0).orElse(otherwise);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  private static Instant moment(Headers headers, String name, Instant otherwise) {
    Optional<String> text = headers.text(name);
    try {
      return text.map(Instant::parse).orElse(otherwise);
    } catch (DateTimeParseException e) {
      return otherwise;
    }
  }
}
