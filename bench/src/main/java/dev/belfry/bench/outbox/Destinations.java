package dev.belfry.bench.outbox;

import dev.belfry.embedded.EmbeddedKafka;
import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaSender;
import dev.belfry.outbox.Outbox;
import dev.belfry.outbox.OutboxRelay;
import dev.belfry.service.Deadline;
import dev.belfry.tasks.QueueNotFoundException;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskInspector;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The Redis and the Kafka that intents go to, as far as they are measured. For one thread. */
final class Destinations implements AutoCloseable {
  static final String TOPIC = "orders";
  private static final int PARTITIONS = 4;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final @Nullable EmbeddedRedis redis;
  private final @Nullable EmbeddedKafka kafka;
  private final @Nullable KafkaSender sender;

  Destinations(OutboxLoad load) throws InterruptedException {
    if (load.hasTasks()) {
      redis = EmbeddedRedis.create();
      redis.start();
    } else {
      redis = null;
    }
    if (load.hasMessages()) {
      kafka = EmbeddedKafka.create();
      kafka.start();
      kafka.createTopic(TOPIC, PARTITIONS);
      sender = KafkaSender.builder(KafkaConnection.to(kafka.bootstrapServers())).build();
      sender.start();
    } else {
      kafka = null;
      sender = null;
    }
  }

  /** A relay to all of them; not built yet. */
  OutboxRelay.Builder relay(Outbox outbox, DataSource database) {
    var builder = OutboxRelay.builder(outbox, database);
    if (redis != null) {
      builder.tasks(RedisTarget.parse(redis.uri()));
    }
    if (sender != null) {
      builder.messages(sender);
    }
    return builder;
  }

  /** How many tasks and messages are there. */
  long arrived() {
    return tasks() + messages();
  }

  private long tasks() {
    if (redis == null) {
      return 0;
    }
    try (var tasks = TaskInspector.connect(RedisTarget.parse(redis.uri()))) {
      return tasks.queue("default").size();
    } catch (QueueNotFoundException none) {
      return 0;
    }
  }

  private long messages() {
    if (kafka == null) {
      return 0;
    }
    Map<String, Object> properties = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(TOPIC, p)).toList();
      return consumer.endOffsets(partitions).values().stream().mapToLong(end -> end).sum();
    }
  }

  @Override
  public void close() {
    if (sender != null) {
      sender.stop(Deadline.in(STOP_LIMIT));
    }
    if (kafka != null) {
      kafka.close();
    }
    if (redis != null) {
      redis.close();
    }
  }
}
