package dev.belfry.bench.kafka;

import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaQueue;
import dev.belfry.kafka.KafkaQueueBuilder;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic from its first message to its last, each time as a new group.
 *
 * @param kafka the brokers
 * @param topic what is read
 * @param messages how many are in it
 */
record Drain(String kafka, String topic, long messages) {
  private static final Duration END = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long COMMIT_EVERY_NANOS = KafkaQueue.DEFAULT_COMMIT_INTERVAL.toNanos();

  /** Reads with a queue, and waits until {@code tally} has all. */
  void by(Way way, Tally tally, int parallelism, MessageHandler handler)
      throws InterruptedException {
    KafkaQueueBuilder builder =
        KafkaQueue.builder(KafkaConnection.to(kafka), group(way), topic, handler)
            .mode(way.mode())
            .parallelism(parallelism);
    KafkaQueue queue = builder.build();
    queue.start();
    try {
      tally.await(topic + " by " + way);
    } finally {
      queue.stop(Deadline.in(END));
    }
  }

  /** Reads with Kafka's consumer alone, with the settings that a queue has. */
  void bare(Tally tally) {
    try (var consumer = new KafkaConsumer<byte[], byte[]>(properties())) {
      consumer.subscribe(List.of(topic));
      long commit = System.nanoTime() + COMMIT_EVERY_NANOS;
      while (!tally.isDone()) {
        for (var ignored : consumer.poll(POLL)) {
          tally.add();
        }
        if (System.nanoTime() - commit > 0) {
          consumer.commitAsync();
          commit = System.nanoTime() + COMMIT_EVERY_NANOS;
        }
      }
    }
  }

  /** Reads with Kafka's share consumer alone, each poll acknowledging the one before. */
  void bareShare(Tally tally) {
    String group = group(Way.BARE_SHARE);
    Map<String, Object> properties =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka,
            ConsumerConfig.GROUP_ID_CONFIG,
            group,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            10 * 1024 * 1024);
    beginAtFirst(group);
    try (var consumer = new KafkaShareConsumer<byte[], byte[]>(properties)) {
      consumer.subscribe(List.of(topic));
      while (!tally.isDone()) {
        for (var ignored : consumer.poll(POLL)) {
          tally.add();
        }
      }
    }
  }

  private void beginAtFirst(String group) {
    var resource = new ConfigResource(ConfigResource.Type.GROUP, group);
    var first = new ConfigEntry("share.auto.offset.reset", "earliest");
    var set = new AlterConfigOp(first, AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka))) {
      admin
          .incrementalAlterConfigs(Map.of(resource, List.of(set)))
          .all()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    }
  }

  private Map<String, Object> properties() {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        kafka,
        ConsumerConfig.GROUP_ID_CONFIG,
        group(Way.BARE),
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "earliest",
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName(),
        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
        10 * 1024 * 1024);
  }

  private static String group(Way way) {
    return way + "-" + UUID.randomUUID();
  }
}
