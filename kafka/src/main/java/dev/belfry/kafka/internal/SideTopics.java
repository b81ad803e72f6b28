package dev.belfry.kafka.internal;

import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaException;
import dev.belfry.kafka.MissingTopic;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the topics that stand beside a queue's own. Each is created with the first message
 * for it, with as many partitions as the queue's topic and room for added headers. Thread-safe.
 */
final class SideTopics {
  private static final Logger log = LoggerFactory.getLogger(SideTopics.class);

  /** 10 s for a write; the caller repeats it for as long as it takes. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** 64 MiB: no limit of ours; the topic's own decides. */
  private static final int MAX_BYTES = 64 * 1024 * 1024;

  /** 64 KiB: the added headers, with the stack trace, need less. */
  private static final int ROOM_FOR_HEADERS = 64 * 1024;

  private final KafkaConnection connection;
  private final String source;
  private final String clientId;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock
  private @Nullable Producer<byte[], byte[]> producer;
  private boolean closed;

  /**
   * Creates the writer; it connects with its first message.
   *
   * @param source the topic of the queue
   */
  SideTopics(KafkaConnection connection, String source, String clientId) {
    this.connection = connection;
    this.source = source;
    this.clientId = clientId;
  }

  /**
   * Returns when the brokers have the record.
   *
   * @param settings of the topic, if it is created
   * @throws RecordTooLargeException if they will never take it
   * @throws KafkaException if they do not take it now
   */
  void send(ProducerRecord<byte[], byte[]> record, Map<String, String> settings)
      throws InterruptedException {
    ensureExists(record.topic(), settings);
    try {
      var unused = producer().send(record).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RecordTooLargeException tooLarge) {
        throw tooLarge;
      }
      // Somebody may have deleted the topic: look again.
      known.remove(record.topic());
      throw new KafkaException(Causes.describe(e, connection), e);
    }
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

  private void ensureExists(String topic, Map<String, String> settings)
      throws InterruptedException {
    if (known.contains(topic)) {
      return;
    }
    try (var probe = new ClusterProbe(connection, clientId, Deadline.in(TIMEOUT))) {
      if (probe.partitions(topic).isEmpty()) {
        var partitions = probe.partitions(source).orElse(1);
        var all = new HashMap<>(settings);
        probe
            .setting(source, TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
            .ifPresent(bytes ->
                all.put(
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    "" + (Long.parseLong(bytes) + ROOM_FOR_HEADERS)));
        probe.create(topic, partitions, MissingTopic.BROKER_DEFAULT, all);
        log.info("created topic {} with {} partitions", topic, partitions);
      }
    }
    known.add(topic);
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
                SenderProperties.of(connection, clientId, TIMEOUT, MAX_BYTES, Map.of()));
        producer = open;
      }
      return open;
    } finally {
      lock.unlock();
    }
  }
}
