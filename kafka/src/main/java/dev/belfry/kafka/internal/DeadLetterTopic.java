package dev.belfry.kafka.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.MissingTopic;
import dev.belfry.messaging.DeadLetterHeaders;
import dev.belfry.messaging.spi.Failure;
import dev.belfry.service.Deadline;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the messages that a group gave up into a topic of their own, with key, value and headers as
 * they were, and headers that say why. The topic is created with the first dead letter, with as
 * many partitions as the source and room for the added headers. Thread-safe.
 */
final class DeadLetterTopic {
  private static final Logger log = LoggerFactory.getLogger(DeadLetterTopic.class);

  /** 10 s for a write; the caller repeats it for as long as it takes. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** 64 MiB: no limit of ours; the topic's own decides. */
  private static final int MAX_BYTES = 64 * 1024 * 1024;

  /** 64 KiB: the added headers, with the stack trace, need less. */
  private static final int ROOM_FOR_HEADERS = 64 * 1024;

  /** 8 KiB of text: enough to find the place, little enough for any broker. */
  private static final int MAX_TEXT = 8 * 1024;

  private final String topic;
  private final String group;
  private final KafkaConnection connection;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock
  private @Nullable Producer<byte[], byte[]> producer;
  private boolean closed;

  private volatile boolean exists;

  DeadLetterTopic(String topic, String group, KafkaConnection connection) {
    this.topic = topic;
    this.group = group;
    this.connection = connection;
  }

  String topic() {
    return topic;
  }

  /** Returns when the brokers have the dead letter; throws if they do not. */
  void publish(ConsumerRecord<byte[], byte[]> record, Failure failure) throws InterruptedException {
    ensureExists(record.topic());
    try {
      send(letter(record, failure, record.value()));
    } catch (RecordTooLargeException e) {
      var bare = letter(record, failure, new byte[0]);
      put(bare.headers(), DeadLetterHeaders.OMITTED_BYTES, "" + record.serializedValueSize());
      send(bare);
    }
    log.warn(
        "{}-{}@{} went to {} after {} attempts: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        topic,
        failure.attempts(),
        failure.reason(),
        failure.cause());
  }

  void close(Deadline deadline) {
    Producer<byte[], byte[]> open;
    lock.lock();
    try {
      closed = true;
      open = producer;
      producer = null;
    } finally {
      lock.unlock();
    }
    if (open != null) {
      open.close(deadline.remaining());
    }
  }

  private void ensureExists(String source) throws InterruptedException {
    if (exists) {
      return;
    }
    try (var probe = new ClusterProbe(connection, topic, Deadline.in(TIMEOUT))) {
      if (probe.partitions(topic).isEmpty()) {
        var partitions = probe.partitions(source).orElse(1);
        var limit =
            probe
                .setting(source, TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                .map(bytes -> "" + (Long.parseLong(bytes) + ROOM_FOR_HEADERS));
        probe.create(
            topic,
            partitions,
            MissingTopic.BROKER_DEFAULT,
            limit
                .map(bytes -> Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes))
                .orElse(Map.of()));
        log.info("created dead-letter topic {} with {} partitions", topic, partitions);
      }
    }
    exists = true;
  }

  private void send(ProducerRecord<byte[], byte[]> letter) throws InterruptedException {
    try {
      var unused = producer().send(letter).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RecordTooLargeException tooLarge) {
        throw tooLarge;
      }
      // Somebody may have deleted the topic: look again.
      exists = false;
      throw new dev.belfry.kafka.KafkaException(Causes.describe(e, connection), e);
    }
  }

  private Producer<byte[], byte[]> producer() {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the queue has stopped");
      }
      var open = producer;
      if (open == null) {
        open =
            new KafkaProducer<>(
                SenderProperties.of(connection, topic, TIMEOUT, MAX_BYTES, Map.of()));
        producer = open;
      }
      return open;
    } finally {
      lock.unlock();
    }
  }

  private ProducerRecord<byte[], byte[]> letter(
      ConsumerRecord<byte[], byte[]> record, Failure failure, byte @Nullable [] value) {
    var letter = new ProducerRecord<byte[], byte[]>(topic, record.key(), value);
    var headers = letter.headers();
    record.headers().forEach(headers::add);
    put(headers, DeadLetterHeaders.TOPIC, record.topic());
    put(headers, DeadLetterHeaders.PARTITION, "" + record.partition());
    put(headers, DeadLetterHeaders.OFFSET, "" + record.offset());
    put(headers, DeadLetterHeaders.TIMESTAMP, "" + Instant.ofEpochMilli(record.timestamp()));
    put(headers, DeadLetterHeaders.GROUP, group);
    put(headers, DeadLetterHeaders.ATTEMPTS, "" + failure.attempts());
    put(headers, DeadLetterHeaders.FAILED_AT, "" + Instant.now());
    put(headers, DeadLetterHeaders.REASON, failure.reason());
    var cause = failure.cause();
    if (cause != null) {
      put(headers, DeadLetterHeaders.EXCEPTION_CLASS, cause.getClass().getName());
      if (cause.getMessage() != null) {
        put(headers, DeadLetterHeaders.EXCEPTION_MESSAGE, cause.getMessage());
      }
      var stack = new StringWriter();
      cause.printStackTrace(new PrintWriter(stack));
      put(headers, DeadLetterHeaders.EXCEPTION_STACK, stack.toString());
    }
    return letter;
  }

  /** Sets a header, in place of the one that an earlier death left. */
  private static void put(Headers headers, String name, String value) {
    var text = value.length() <= MAX_TEXT ? value : value.substring(0, MAX_TEXT);
    headers.remove(name).add(name, text.getBytes(UTF_8));
  }
}
