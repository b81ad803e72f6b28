package dev.belfry.kafka.internal;

import dev.belfry.kafka.StartFrom;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Settings of Kafka's consumer. */
public final class ConsumerProperties {
  /** 15 s: how long the partitions of a process that died stay without an owner. */
  private static final int SESSION_TIMEOUT_MILLIS = 15_000;

  /**
   * 1 s: members learn from heartbeats that the group rebalances, so it also bounds how long that
   * takes.
   */
  private static final int HEARTBEAT_MILLIS = 1_000;

  /** 1 min: how late new partitions are noticed. */
  private static final int METADATA_AGE_MILLIS = 60_000;

  /**
   * 2,500 records in a poll: each poll's records are handed to another thread, whose wake-up costs
   * as much as dozens of quick records.
   */
  private static final int MAX_POLL_RECORDS = 2_500;

  /** 200 ms: acknowledgements wait for the end of a fetch that is under way. */
  private static final int SHARE_FETCH_WAIT_MILLIS = 200;

  /** 1 MiB: Kafka's own bound of a partition's part in a fetch. */
  private static final int MAX_PARTITION_FETCH_BYTES = 1024 * 1024;

  private static final Set<String> OWNED =
      Set.of(
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ConsumerConfig.GROUP_ID_CONFIG,
          ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

  private ConsumerProperties() {}

  /** Returns {@code key} if a user may set it. */
  public static String requireFree(String key) {
    return ClientProperties.requireFree(key, OWNED);
  }

  /** Settings of a member of a share group that fetches at most so many records at once. */
  static Map<String, Object> share(QueueSettings settings, String clientId, int maxRecords) {
    var limits = settings.limits();
    var properties = ClientProperties.of(settings.position().connection(), clientId);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.position().group());
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
    // Whole batches would be locked here while other members are idle.
    properties.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxRecords);
    properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_AGE_MILLIS);
    properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, limits.minFetchBytes());
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, limits.maxFetchBytes());
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, SHARE_FETCH_WAIT_MILLIS);
    properties.putAll(settings.properties());
    return properties;
  }

  static Map<String, Object> of(QueueSettings settings, String clientId) {
    var position = settings.position();
    var limits = settings.limits();
    var properties = ClientProperties.of(position.connection(), clientId);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, position.group());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        position.startFrom() == StartFrom.FIRST ? "earliest" : "latest");
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    // What a producer's transaction took back was never sent.
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // A rebalance then stops only the partitions that move.
    properties.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
    properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
    properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_AGE_MILLIS);
    properties.put(
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        // One half is fetched while the other is handled.
        Math.clamp(limits.maxInFlight() / 2, 1, MAX_POLL_RECORDS));
    properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, limits.minFetchBytes());
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, limits.maxFetchBytes());
    properties.put(
        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
        Math.min(limits.maxFetchBytes(), MAX_PARTITION_FETCH_BYTES));
    properties.putAll(settings.properties());
    return properties;
  }
}
