package dev.belfry.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.conformance.AdapterFixture;
import dev.belfry.conformance.ConsumerSpec;
import dev.belfry.conformance.DeadLetter;
import dev.belfry.conformance.RunningConsumer;
import dev.belfry.messaging.Headers;
import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A topic of three partitions, a group, and consumers in one mode. */
final class KafkaFixture implements AdapterFixture {
  private static final int PARTITIONS = 3;
  private static final Duration END = Duration.ofSeconds(2);

  private final String topic = SharedKafka.topic(PARTITIONS);
  private final String group = SharedKafka.fresh("group");
  private final ConsumerMode mode;
  private final KafkaSender sender = KafkaSender.builder(SharedKafka.connection()).build();
  private final List<KafkaQueue> running = new ArrayList<>();

  KafkaFixture(ConsumerMode mode) throws Exception {
    this.mode = mode;
    sender.start();
  }

  @Override
  public void send(String key, byte[] value, Headers headers) {
    sender.send(OutgoingMessage.of(topic, key, value).headers(headers));
  }

  @Override
  public RunningConsumer consume(ConsumerSpec spec) throws Exception {
    var builder =
        KafkaQueue.builder(SharedKafka.connection(), group, topic, spec.handler())
            .mode(mode)
            .retries(spec.retries())
            .parallelism(spec.parallelism());
    spec.middlewares().forEach(builder::use);
    var queue = builder.build();
    queue.start();
    running.add(queue);
    return new RunningConsumer() {
      @Override
      public void stop(Duration within) throws Exception {
        running.remove(queue);
        queue.stop(Deadline.in(within));
      }

      // What is in hand is not committed; that the group learns of the end saves the case time.
      @Override
      public void crash() throws Exception {
        stop(Duration.ZERO);
      }
    };
  }

  @Override
  public boolean allAcknowledged() {
    var committed = mode == ConsumerMode.SHARE ? shared() : SharedKafka.committed(group);
    return SharedKafka.ends(topic, PARTITIONS).entrySet().stream()
        .allMatch(end -> committed.getOrDefault(end.getKey(), 0L).equals(end.getValue()));
  }

  /** Where a share group would go on: brokers count what is left behind its start. */
  private Map<Integer, Long> shared() {
    try (var inspector = KafkaInspector.connect(SharedKafka.connection())) {
      return inspector.lag(group).stream()
          .collect(Collectors.toMap(PartitionLag::partition, place -> place.end() - place.lag()));
    }
  }

  @Override
  public List<DeadLetter> deadLetters() {
    var name = topic + "." + group + ".dlt";
    return SharedKafka.exists(name)
        ? SharedKafka.read(name, PARTITIONS).stream().map(KafkaFixture::letter).toList()
        : List.of();
  }

  @Override
  public void close() throws Exception {
    for (var queue : running) {
      queue.stop(Deadline.in(END));
    }
    sender.stop(Deadline.in(END));
  }

  private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
    var causes = new HashMap<String, String>();
    record.headers().forEach(header -> causes.put(header.key(), new String(header.value(), UTF_8)));
    return new DeadLetter(new String(record.value(), UTF_8), causes);
  }
}
