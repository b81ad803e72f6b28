package dev.belfry.kafka.internal;

import dev.belfry.kafka.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Settings of Kafka's producer under which nothing is lost, repeated or put out of order. */
public final class SenderProperties {
  /** 5 s: a broker that does not answer a write for so long is tried again. */
  private static final int REQUEST_TIMEOUT_MILLIS = 5_000;

  /** 64 KiB: with one request under way, larger batches make up for the others, and more. */
  private static final int BATCH_BYTES = 64 * 1024;

  private static final Set<String> OWNED =
      Set.of(
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
          ProducerConfig.MAX_BLOCK_MS_CONFIG,
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG);

  private SenderProperties() {}

  /** Returns {@code key} if a user may set it. */
  public static String requireFree(String key) {
    return ClientProperties.requireFree(key, OWNED);
  }

  /** The settings of a producer whose sends take at most {@code timeout}. */
  public static Map<String, Object> of(
      KafkaConnection connection,
      String clientId,
      Duration timeout,
      int maxMessageBytes,
      Map<String, String> more) {
    var properties = ClientProperties.of(connection, clientId);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxMessageBytes);
    // One at a time for each broker. A broker that knows nothing of a producer takes whatever comes
    // first: if it refuses the first write of a partition, because it does not lead it yet, and
    // takes the second one, the first is out of order for ever and expires (KAFKA-15591).
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    // At once: a caller waits for every message. Batches form by themselves under load.
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    // A third of the time to learn where the topic is, the rest to deliver.
    var millis = timeout.toMillis();
    var delivery = (int) (millis - millis / 3);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis / 3);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery);
    // What gathers first has less time to be asked for.
    var linger = Integer.parseInt(more.getOrDefault(ProducerConfig.LINGER_MS_CONFIG, "0"));
    properties.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        Math.clamp(delivery - linger, 1, REQUEST_TIMEOUT_MILLIS));
    properties.putAll(more);
    return properties;
  }
}
