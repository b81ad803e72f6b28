package dev.belfry.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.kafka.internal.Causes;
import dev.belfry.kafka.internal.ClusterProbe;
import dev.belfry.kafka.internal.SenderProperties;
import dev.belfry.kafka.internal.TraceHeaders;
import dev.belfry.messaging.MessageNotSentException;
import dev.belfry.messaging.MessageProducer;
import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.messaging.Receipt;
import dev.belfry.messaging.spi.Sending;
import dev.belfry.service.Deadline;
import dev.belfry.service.Service;
import dev.belfry.service.codec.Codec;
import dev.belfry.service.codec.JsonCodec;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages to Kafka. A message counts as sent when all in-sync replicas have it; the
 * producer's own repetitions make no duplicates and keep the order of a partition, and messages of
 * one key go to one partition. The trace of the caller travels in the headers.
 *
 * <p>{@link #start} fails if the brokers cannot be reached. Later outages are waited out within the
 * send timeout. Thread-safe.
 */
public final class KafkaSender implements MessageProducer, Service {
  /** 15 s: longer than the election of a partition's new leader, shorter than callers wait. */
  public static final Duration DEFAULT_SEND_TIMEOUT = Duration.ofSeconds(15);

  /** 15 s: brokers that start together with this process get ready in that time. */
  public static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(15);

  /** 1 MiB with all its parts: brokers refuse more unless told otherwise. */
  public static final int DEFAULT_MAX_MESSAGE_BYTES = 1024 * 1024;

  /** The timer of sends, with the tags {@code topic} and {@code outcome} (sent, failed). */
  public static final String TIMER = Sending.TIMER;

  private final Builder settings;
  private volatile @Nullable Producer<byte[], byte[]> producer;

  private KafkaSender(Builder settings) {
    this.settings = settings;
  }

  /** Starts the settings of a sender. */
  public static Builder builder(KafkaConnection connection) {
    return new Builder(connection);
  }

  /** Starts the settings of a sender with what a file says; its topic is looked at by the start. */
  public static Builder builder(KafkaSenderConf conf) {
    var create = conf.createTopic();
    return new Builder(conf.connection())
        .topic(conf.topic(), create == null ? MissingTopic.fails() : create.policy());
  }

  @Override
  public String name() {
    return settings.name;
  }

  @Override
  public void start() throws InterruptedException {
    var deadline = Deadline.in(settings.startTimeout);
    try (var probe = new ClusterProbe(settings.connection, settings.name, deadline)) {
      probe.requireBrokers();
      for (var topic : settings.topics.entrySet()) {
        probe.requireTopic(topic.getKey(), topic.getValue());
      }
    }
    producer =
        new KafkaProducer<>(
            SenderProperties.of(
                settings.connection,
                settings.name,
                settings.sendTimeout,
                settings.maxMessageBytes,
                settings.properties));
  }

  /** Sends what was handed over, as far as the deadline allows; later sends fail. */
  @Override
  public void stop(Deadline deadline) {
    var open = producer;
    producer = null;
    if (open != null) {
      open.close(deadline.remaining());
    }
  }

  @Override
  public Receipt send(OutgoingMessage message) {
    try {
      return sendAsync(message).toCompletableFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MessageNotSentException(
          "interrupted while sending " + message + "; it may have been sent", e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw Refusals.here(Causes.unwrap(e));
    }
  }

  @Override
  public Receipt send(String topic, String key, Object value) {
    return send(topic, key, settings.codec.encode(value));
  }

  /**
   * Sends without waiting for the brokers, except to learn where the topic is: at its first message
   * and while no broker can be reached, this takes up to a third of the send timeout.
   */
  @Override
  public CompletionStage<Receipt> sendAsync(OutgoingMessage message) {
    var record = record(message);
    var sending = Sending.begin("kafka", message.topic(), settings.meters, settings.telemetry);
    TraceHeaders.inject(settings.telemetry, sending.context(), record.headers());
    var receipt = new CompletableFuture<Receipt>();
    var open = producer;
    if (open == null) {
      fail(sending, message, new IllegalStateException("not started, or stopped"), receipt);
      return receipt;
    }
    try {
      var unused =
          open.send(
              record,
              (metadata, failure) -> {
                if (failure == null) {
                  done(sending, metadata, receipt);
                } else {
                  fail(sending, message, failure, receipt);
                }
              });
    } catch (org.apache.kafka.common.KafkaException | IllegalStateException e) {
      fail(sending, message, e, receipt);
    }
    return receipt;
  }

  private static void done(
      Sending sending, RecordMetadata where, CompletableFuture<Receipt> receipt) {
    sending.span().setAttribute("messaging.destination.partition.id", "" + where.partition());
    sending.span().setAttribute("messaging.kafka.offset", where.offset());
    sending.sent();
    receipt.complete(new Receipt(where.topic(), where.partition(), where.offset()));
  }

  private void fail(
      Sending sending,
      OutgoingMessage message,
      Exception failure,
      CompletableFuture<Receipt> receipt) {
    sending.failed(failure);
    receipt.completeExceptionally(
        Refusals.of(failure, message, settings.connection, settings.maxMessageBytes));
  }

  private static ProducerRecord<byte[], byte[]> record(OutgoingMessage message) {
    var key = message.key().map(text -> text.getBytes(UTF_8)).orElse(null);
    var record = new ProducerRecord<byte[], byte[]>(message.topic(), key, message.value());
    message.headers().forEach(record.headers()::add);
    return record;
  }

  /** Settings of a {@link KafkaSender}. Not thread-safe. */
  public static final class Builder {
    private final KafkaConnection connection;
    private final Map<String, MissingTopic> topics = new LinkedHashMap<>();
    private final Map<String, String> properties = new HashMap<>();
    private String name = "kafka-sender";
    private Duration sendTimeout = DEFAULT_SEND_TIMEOUT;
    private Duration startTimeout = DEFAULT_START_TIMEOUT;
    private int maxMessageBytes = DEFAULT_MAX_MESSAGE_BYTES;
    private Duration chunkDelay = Duration.ZERO;
    private Codec codec = JsonCodec.create();
    private MeterRegistry meters = new CompositeMeterRegistry();
    private OpenTelemetry telemetry = TraceHeaders.handingOn();

    private Builder(KafkaConnection connection) {
      this.connection = connection;
    }

    /** The name in logs, health reports and at the brokers. Default: kafka-sender. */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /** Looks at the start whether a topic exists. Default: topics are not looked at. */
    public Builder topic(String topic, MissingTopic missing) {
      topics.put(topic, missing);
      return this;
    }

    /** How long a send may take in all, at least 1 s. Default: {@link #DEFAULT_SEND_TIMEOUT}. */
    public Builder sendTimeout(Duration sendTimeout) {
      if (sendTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException("sendTimeout is at least 1 s, not " + sendTimeout);
      }
      this.sendTimeout = sendTimeout;
      return this;
    }

    /** How long a start waits for the brokers. Default: {@link #DEFAULT_START_TIMEOUT}. */
    public Builder startTimeout(Duration startTimeout) {
      if (!startTimeout.isPositive()) {
        throw new IllegalArgumentException("startTimeout must be positive, not " + startTimeout);
      }
      this.startTimeout = startTimeout;
      return this;
    }

    /**
     * Gathers messages that are sent without waiting into chunks, as go-queue's pusher does: a
     * chunk leaves when it is full or its first message has waited so long. Fewer and larger
     * requests, for that delay. Default: messages leave at once, with those that gathered while a
     * request was under way.
     *
     * @param bytes of a chunk for one partition, at least 1
     * @param atMost at least 1 ms, and at most a third of the send timeout
     */
    public Builder chunks(int bytes, Duration atMost) {
      if (bytes < 1 || atMost.toMillis() < 1) {
        throw new IllegalArgumentException(
            "chunks need at least 1 byte and 1 ms, not %d bytes and %s".formatted(bytes, atMost));
      }
      chunkDelay = atMost;
      properties.put(ProducerConfig.BATCH_SIZE_CONFIG, "" + bytes);
      properties.put(ProducerConfig.LINGER_MS_CONFIG, "" + atMost.toMillis());
      return this;
    }

    /**
     * The largest message in bytes, with key and headers, at least 1. Above the default, the
     * topic's {@code max.message.bytes} must be raised too. Default: {@link
     * #DEFAULT_MAX_MESSAGE_BYTES}.
     */
    public Builder maxMessageBytes(int maxMessageBytes) {
      if (maxMessageBytes < 1) {
        throw new IllegalArgumentException(
            "maxMessageBytes must be at least 1, not " + maxMessageBytes);
      }
      this.maxMessageBytes = maxMessageBytes;
      return this;
    }

    /** Writes the values that are no bytes. Default: JSON. */
    public Builder codec(Codec codec) {
      this.codec = codec;
      return this;
    }

    /** Where the timer {@value KafkaSender#TIMER} is kept. Default: nowhere. */
    public Builder meters(MeterRegistry meters) {
      this.meters = meters;
      return this;
    }

    /** Records spans and writes the headers. Default: hands the caller's trace on, in W3C form. */
    public Builder openTelemetry(OpenTelemetry telemetry) {
      this.telemetry = telemetry;
      return this;
    }

    /** Any other setting of Kafka's producer. Those that the guarantees rest on are refused. */
    public Builder property(String key, String value) {
      properties.put(SenderProperties.requireFree(key), value);
      return this;
    }

    /**
     * The sender, not started yet.
     *
     * @throws IllegalArgumentException if chunks wait for longer than a third of the send timeout
     */
    public KafkaSender build() {
      if (chunkDelay.multipliedBy(3).compareTo(sendTimeout) > 0) {
        throw new IllegalArgumentException(
            "chunks that wait for %s need a sendTimeout of three times as long, not %s"
                .formatted(chunkDelay, sendTimeout));
      }
      return new KafkaSender(this);
    }
  }
}
