package dev.belfry.looklook.payment;

import static org.awaitility.Awaitility.await;

import dev.belfry.looklook.common.job.PaymentUpdate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the topic of payment updates from its beginning. For one thread. */
final class PaymentUpdates implements AutoCloseable {
  private final KafkaConsumer<String, String> consumer;
  private final List<ConsumerRecord<String, String>> seen = new CopyOnWriteArrayList<>();

  PaymentUpdates(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new StringDeserializer(),
            new StringDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(PaymentUpdate.TOPIC).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** The bodies of the messages about an order, once there are {@code count} of them. */
  List<String> about(String orderSn, int count) {
    await("messages about " + orderSn)
        .atMost(Duration.ofSeconds(15))
        .pollInSameThread()
        .until(() -> {
          consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
          return bodies(orderSn).size() >= count;
        });
    return bodies(orderSn);
  }

  private List<String> bodies(String orderSn) {
    return seen.stream()
        .filter(message -> message.key().equals(orderSn))
        .map(ConsumerRecord::value)
        .toList();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
