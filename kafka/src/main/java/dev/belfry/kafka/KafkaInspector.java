package dev.belfry.kafka;

import dev.belfry.kafka.internal.AdminInspector;
import java.util.List;
import java.util.Optional;

/**
 * Looks at groups and topics from outside, whoever consumes them. It changes nothing. Each method
 * asks the brokers and takes at most {@value #TIMEOUT_SECONDS} s; it throws {@link KafkaException}
 * if they do not answer or refuse. Thread-safe.
 */
public interface KafkaInspector extends AutoCloseable {
  /** 10 s: a person waits for the answer. */
  int TIMEOUT_SECONDS = 10;

  /** Connects with the standard names of topics. The brokers are asked at the first question. */
  static KafkaInspector connect(KafkaConnection connection) {
    return connect(connection, TopicNames.standard());
  }

  /** Connects to where a group's topics are called as {@code names} says. */
  static KafkaInspector connect(KafkaConnection connection, TopicNames names) {
    return new AdminInspector(connection, names);
  }

  /** All consumer groups and share groups, by name. */
  List<KafkaGroup> groups();

  /** A group's members; empty if it has none. */
  List<KafkaMember> members(String group);

  /** How far a group is in each partition in which it has a place, by topic and partition. */
  List<PartitionLag> lag(String group);

  /** All topics that hold dead letters, by name. */
  List<DeadLetterInfo> deadLetterTopics();

  /** The number of partitions of a topic; empty if it does not exist. */
  Optional<Integer> partitions(String topic);

  @Override
  void close();
}
