package dev.belfry.kafka.internal;

import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaException;
import dev.belfry.kafka.ReplayOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends letters again, or only forgets them, portion by portion: one transaction sends a portion
 * and notes that it is dealt with. For one thread.
 */
final class LetterReplay implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LetterReplay.class);

  /** 15 s for each answer of the brokers. */
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  /** 64 MiB: as large as any broker takes; the letter was taken once. */
  private static final int MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

  private static final int PORTIONS_PER_SECOND = 10;
  private static final int MAX_PORTION = 500;

  /** Where letters go to. */
  record Target(@Nullable String topic, ReplayOptions options) {}

  private final KafkaConnection connection;
  private final String topic;
  private final @Nullable Target target;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Set<String> targets = new HashSet<>();
  private long beganNanos;
  private long leftNanos = Long.MAX_VALUE;
  private long done;

  /** {@code target} null only forgets. */
  LetterReplay(KafkaConnection connection, String topic, @Nullable Target target) {
    this.connection = connection;
    this.topic = topic;
    this.target = target;
    var properties =
        SenderProperties.of(connection, "belfry-replay", TIMEOUT, MAX_MESSAGE_BYTES, Map.of());
    // Brokers let the last one with this name go on, and no other.
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, LetterScan.group(topic));
    producer = new KafkaProducer<>(properties);
  }

  /** Deals with all that the scan finds; returns the number. */
  long run(LetterScan scan) throws InterruptedException {
    try {
      producer.initTransactions();
      begin();
      for (var found = scan.next(); found != null && !isOver(); found = scan.next()) {
        var size = portion();
        for (var from = 0; from < found.size() && !isOver(); from += size) {
          if (Thread.interrupted()) {
            throw new InterruptedException("after " + done + " letters");
          }
          send(found.subList(from, Math.min(found.size(), from + size)), scan);
          pace();
        }
      }
      deleteFront(scan.dealtWith());
      return done;
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      throw new KafkaException(
          "another replay of '%s' has begun; this one ended after %d letters"
              .formatted(topic, done),
          e);
    }
  }

  private void begin() {
    beganNanos = System.nanoTime();
    var within = target == null ? null : target.options().within();
    if (within != null) {
      leftNanos = within.toNanos();
    }
  }

  private boolean isOver() {
    return System.nanoTime() - beganNanos >= leftNanos;
  }

  private void send(List<LetterScan.Found> portion, LetterScan scan) {
    var dealtWith = scan.dealtWith();
    producer.beginTransaction();
    var sent = 0;
    try {
      for (var found : portion) {
        if (target == null || sendOne(found, target, scan)) {
          var record = found.record();
          var dealt = dealtWith.get(new TopicPartition(record.topic(), record.partition()));
          if (dealt != null) {
            dealt.add(record.offset());
            sent++;
          }
        }
      }
      var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
      dealtWith.forEach((partition, dealt) -> offsets.put(partition, dealt.stored()));
      producer.sendOffsetsToTransaction(offsets, scan.place());
      producer.commitTransaction();
    } catch (IllegalStateException e) {
      producer.abortTransaction();
      throw new KafkaException("dead letters of '%s': %s".formatted(topic, e.getMessage()), e);
    }
    done += sent;
  }

  private boolean sendOne(LetterScan.Found found, Target target, LetterScan scan) {
    var record = found.record();
    var letter = found.letter();
    if (Letters.isBare(record)) {
      log.warn("{} stays in {}: its content was too large to be kept", letter, topic);
      return false;
    }
    var to = target.topic() == null ? letter.origin().orElse(null) : target.topic();
    if (to == null) {
      throw new IllegalStateException(
          "%s does not say where it came from; name a topic to send it to".formatted(letter));
    }
    if (targets.add(to) && !scan.exists(to)) {
      throw new IllegalStateException(
          "topic '%s', where %s goes to, does not exist; create it, or name another one"
              .formatted(to, letter));
    }
    // The commit fails if one of the sends did.
    var unused = producer.send(Letters.again(record, letter, to));
    return true;
  }

  /** A tenth of a second's letters, so that a limit is kept smoothly. */
  private int portion() {
    var perSecond = target == null ? Double.POSITIVE_INFINITY : target.options().perSecond();
    return Math.clamp((long) (perSecond / PORTIONS_PER_SECOND), 1, MAX_PORTION);
  }

  private void pace() throws InterruptedException {
    if (target == null || Double.isInfinite(target.options().perSecond())) {
      return;
    }
    var due = Math.min(leftNanos, (long) (done / target.options().perSecond() * 1e9));
    TimeUnit.NANOSECONDS.sleep(beganNanos + due - System.nanoTime());
  }

  /** Frees what is dealt with; that it is dealt with is already noted. */
  private void deleteFront(Map<TopicPartition, DealtWith> dealtWith) throws InterruptedException {
    var until = new HashMap<TopicPartition, RecordsToDelete>();
    dealtWith.forEach(
        (partition, dealt) -> until.put(partition, RecordsToDelete.beforeOffset(dealt.base())));
    try (var admin = Admin.create(ClientProperties.of(connection, "belfry-replay"))) {
      admin.deleteRecords(until).all().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      log.warn(
          "the letters of {} that are dealt with stay in the topic until it expires them: {}",
          topic,
          Causes.describe(e, connection));
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
