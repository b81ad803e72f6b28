package dev.belfry.kafka.internal;

import static java.util.Objects.requireNonNull;

import dev.belfry.kafka.DeadLetterInfo;
import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaException;
import dev.belfry.kafka.KafkaGroup;
import dev.belfry.kafka.KafkaInspector;
import dev.belfry.kafka.KafkaMember;
import dev.belfry.kafka.PartitionLag;
import dev.belfry.kafka.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** An inspector that asks through Kafka's admin client, which is thread-safe. */
public final class AdminInspector implements KafkaInspector {
  private static final int TIMEOUT_MILLIS = TIMEOUT_SECONDS * 1_000;
  private static final int REQUEST_MILLIS = TIMEOUT_MILLIS / 2;

  private static final Comparator<TopicPartition> BY_NAME =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  private static final Comparator<KafkaMember> BY_CLIENT =
      Comparator.comparing(KafkaMember::clientId).thenComparing(KafkaMember::id);

  private final KafkaConnection connection;
  private final TopicNames names;
  private final Admin admin;

  /** Creates the client, which connects by itself. */
  public AdminInspector(KafkaConnection connection, TopicNames names) {
    this.connection = connection;
    this.names = names;
    var properties = ClientProperties.of(connection, "belfry-inspector");
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    try {
      admin = Admin.create(properties);
    } catch (org.apache.kafka.common.KafkaException e) {
      throw new KafkaException(Causes.describe(e, connection), e);
    }
  }

  @Override
  public List<KafkaGroup> groups() {
    return ask("list the groups", admin.listGroups().all()).stream()
        .map(AdminInspector::group)
        .sorted(Comparator.comparing(KafkaGroup::name))
        .toList();
  }

  @Override
  public List<KafkaMember> members(String group) {
    return switch (kind(group)) {
      case CONSUMER -> consumerMembers(group);
      case SHARE -> shareMembers(group);
      case OTHER -> List.of();
    };
  }

  private List<KafkaMember> consumerMembers(String group) {
    var described = of(group, admin.describeConsumerGroups(List.of(group)).describedGroups());
    return ask("describe group '" + group + "'", described).members().stream()
        .map(found ->
            member(
                found.consumerId(),
                found.clientId(),
                found.host(),
                found.assignment().topicPartitions()))
        .sorted(BY_CLIENT)
        .toList();
  }

  private List<KafkaMember> shareMembers(String group) {
    var described = of(group, admin.describeShareGroups(List.of(group)).describedGroups());
    return ask("describe group '" + group + "'", described).members().stream()
        .map(found ->
            member(
                found.consumerId(),
                found.clientId(),
                found.host(),
                found.assignment().topicPartitions()))
        .sorted(BY_CLIENT)
        .toList();
  }

  private static KafkaMember member(
      String id, String clientId, String host, Collection<TopicPartition> partitions) {
    return new KafkaMember(
        id,
        clientId,
        host,
        partitions.stream()
            .sorted(BY_NAME)
            .collect(
                Collectors.groupingBy(
                    TopicPartition::topic,
                    Collectors.mapping(TopicPartition::partition, Collectors.toList()))));
  }

  @Override
  public List<PartitionLag> lag(String group) {
    return kind(group) == KafkaGroup.Kind.SHARE ? shareLag(group) : consumerLag(group);
  }

  private List<PartitionLag> consumerLag(String group) {
    var places =
        ask(
            "read the offsets of group '" + group + "'",
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    var committed = new TreeMap<TopicPartition, Long>(BY_NAME);
    places.forEach((partition, place) -> {
      if (place != null) {
        committed.put(partition, place.offset());
      }
    });
    var ends = offsets(committed.keySet(), OffsetSpec.latest());
    return committed.entrySet().stream()
        .filter(entry -> ends.containsKey(entry.getKey()))
        .map(entry -> {
          var end = ends.getOrDefault(entry.getKey(), 0L);
          return lag(entry.getKey(), entry.getValue(), end, Math.max(0, end - entry.getValue()));
        })
        .toList();
  }

  private List<PartitionLag> shareLag(String group) {
    var spec = Map.of(group, new ListShareGroupOffsetsSpec());
    var places = new TreeMap<TopicPartition, SharePartitionOffsetInfo>(BY_NAME);
    ask(
            "read the offsets of group '" + group + "'",
            admin.listShareGroupOffsets(spec).partitionsToOffsetInfo(group))
        .forEach((partition, place) -> {
          if (place != null) {
            places.put(partition, place);
          }
        });
    var ends = offsets(places.keySet(), OffsetSpec.latest());
    return places.entrySet().stream()
        .filter(entry -> ends.containsKey(entry.getKey()))
        .map(entry -> {
          var end = ends.getOrDefault(entry.getKey(), 0L);
          var start = entry.getValue().startOffset();
          return lag(entry.getKey(), start, end, entry.getValue().lag().orElse(end - start));
        })
        .toList();
  }

  @Override
  public List<DeadLetterInfo> deadLetterTopics() {
    var topics =
        ask("list the topics", admin.listTopics().names()).stream()
            .filter(names::isDeadLetter)
            .sorted()
            .toList();
    var described = new ArrayList<TopicDescription>();
    for (var topic : topics) {
      describe(topic).ifPresent(described::add);
    }
    var partitions =
        described.stream()
            .flatMap(topic ->
                topic.partitions().stream()
                    .map(info -> new TopicPartition(topic.name(), info.partition())))
            .toList();
    var first = offsets(partitions, OffsetSpec.earliest());
    var ends = offsets(partitions, OffsetSpec.latest());
    return described.stream()
        .map(topic -> {
          var messages =
              partitions.stream()
                  .filter(partition -> partition.topic().equals(topic.name()))
                  .mapToLong(at -> ends.getOrDefault(at, 0L) - first.getOrDefault(at, 0L))
                  .sum();
          return new DeadLetterInfo(topic.name(), topic.partitions().size(), messages);
        })
        .toList();
  }

  @Override
  public Optional<Integer> partitions(String topic) {
    return describe(topic).map(found -> found.partitions().size());
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }

  private Optional<TopicDescription> describe(String topic) {
    var answer = of(topic, admin.describeTopics(List.of(topic)).topicNameValues());
    try {
      return Optional.of(ask("look up topic '" + topic + "'", answer));
    } catch (KafkaException e) {
      if (Causes.find(e, UnknownTopicOrPartitionException.class::isInstance).isPresent()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Map<TopicPartition, Long> offsets(Collection<TopicPartition> of, OffsetSpec spec) {
    var request = of.stream().collect(Collectors.toMap(partition -> partition, at -> spec));
    var result = admin.listOffsets(request);
    var offsets = new HashMap<TopicPartition, Long>();
    for (var partition : of) {
      try {
        offsets.put(
            partition,
            ask("read the end of " + partition, result.partitionResult(partition)).offset());
      } catch (KafkaException e) {
        // The topic is gone, and its group has not forgotten it yet.
        if (Causes.find(e, UnknownTopicOrPartitionException.class::isInstance).isEmpty()) {
          throw e;
        }
      }
    }
    return offsets;
  }

  private KafkaGroup.Kind kind(String group) {
    return groups().stream()
        .filter(listed -> listed.name().equals(group))
        .map(KafkaGroup::kind)
        .findFirst()
        .orElseThrow(() ->
            new KafkaException(
                "group '%s' does not exist at brokers %s".formatted(group, connection), null));
  }

  private static PartitionLag lag(TopicPartition at, long committed, long end, long lag) {
    return new PartitionLag(at.topic(), at.partition(), committed, end, lag);
  }

  private static KafkaGroup group(GroupListing listing) {
    var kind =
        switch (listing.type().orElse(GroupType.UNKNOWN)) {
          case SHARE -> KafkaGroup.Kind.SHARE;
          case CONSUMER -> KafkaGroup.Kind.CONSUMER;
          case CLASSIC ->
              listing.protocol().equals("consumer") || listing.isSimpleConsumerGroup()
                  ? KafkaGroup.Kind.CONSUMER
                  : KafkaGroup.Kind.OTHER;
          default -> KafkaGroup.Kind.OTHER;
        };
    return new KafkaGroup(
        listing.groupId(), kind, listing.groupState().orElse(GroupState.UNKNOWN).toString());
  }

  private static <T> KafkaFuture<T> of(String name, Map<String, KafkaFuture<T>> answers) {
    return requireNonNull(answers.get(name), "no answer to what was asked");
  }

  private <T> T ask(String what, KafkaFuture<T> answer) {
    try {
      return answer.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted; cannot " + what, e);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException(
          "cannot " + what + ": " + Causes.describe(e, connection), Causes.unwrap(e));
    }
  }
}
