package dev.belfry.console.internal.v1;

import dev.belfry.console.ConsoleConf.KafkaClusterConf;
import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Router;
import dev.belfry.kafka.DeadLetterInfo;
import dev.belfry.kafka.DeadLetters;
import dev.belfry.kafka.KafkaException;
import dev.belfry.kafka.KafkaGroup;
import dev.belfry.kafka.KafkaInspector;
import dev.belfry.kafka.KafkaMember;
import dev.belfry.kafka.PartitionLag;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Kafka: groups, their lag by partition, and topics with dead letters. Thread-safe. */
public final class MessagesApi implements Api {
  /** Viewers share an answer for so long. */
  private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

  private final KafkaClusters clusters;
  private final Map<String, Cached> cache = new ConcurrentHashMap<>();

  public MessagesApi(KafkaClusters clusters) {
    this.clusters = clusters;
  }

  private record Cached(Object value, long at) {}

  record Cluster(
      String cluster,
      String brokers,
      String status,
      @Nullable String detail,
      long groups,
      @Nullable Long lag,
      long deadLetterTopics,
      @Nullable Long deadLetters) {}

  record Lag(
      String topic,
      int partition,
      @Nullable Long committed,
      @Nullable Long end,
      @Nullable Long lag,
      @Nullable String member,
      @Nullable String host) {}

  record Group(
      String cluster,
      String group,
      String state,
      String type,
      long members,
      List<String> topics,
      @Nullable Long lag,
      List<Lag> partitions) {}

  record DeadLetterTopic(String cluster, String topic, @Nullable String source, long messages) {}

  @Override
  public void mount(Router router) {
    router.get(
        "/api/v1/messages/clusters",
        Role.VIEWER,
        call -> call.json(Part.whole(clusters.all().stream().map(this::cluster).toList())));
    router.get(
        "/api/v1/messages/groups",
        Role.VIEWER,
        call -> call.json(Part.whole(groups(clusters.named(call)))));
    router.get(
        "/api/v1/messages/dead-letter-topics",
        Role.VIEWER,
        call -> call.json(Part.whole(deadLetterTopics(clusters.named(call)))));
  }

  @SuppressWarnings("unchecked") // the key says which type it is
  private <T> List<T> cached(String key, Supplier<List<T>> asked) {
    Cached before = cache.get(key);
    if (before != null && System.nanoTime() - before.at < FRESH_NANOS) {
      return (List<T>) before.value;
    }
    try {
      List<T> now = asked.get();
      cache.put(key, new Cached(now, System.nanoTime()));
      return now;
    } catch (KafkaException e) {
      throw Problem.of(503, String.valueOf(e.getMessage()));
    }
  }

  private Cluster cluster(KafkaClusterConf conf) {
    String brokers = String.join(",", conf.brokers());
    try {
      List<Group> groups = groups(conf);
      List<DeadLetterTopic> topics = deadLetterTopics(conf);
      return new Cluster(
          conf.name(),
          brokers,
          "up",
          null,
          groups.size(),
          groups.stream().mapToLong(group -> zero(group.lag())).sum(),
          topics.size(),
          topics.stream().mapToLong(DeadLetterTopic::messages).sum());
    } catch (Problem e) {
      return new Cluster(conf.name(), brokers, "down", e.getMessage(), 0, null, 0, null);
    }
  }

  private static long zero(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  List<Group> groups(KafkaClusterConf conf) {
    return cached(
        "groups " + conf.name(),
        () -> {
          KafkaInspector inspector = clusters.inspector(conf);
          return inspector.groups().stream()
              .filter(group -> group.kind() != KafkaGroup.Kind.OTHER)
              .filter(group -> !DeadLetters.isReplayGroup(group.name()))
              .map(group -> group(conf, inspector, group))
              .sorted(Comparator.comparingLong((Group group) -> -zero(group.lag())))
              .toList();
        });
  }

  private static Group group(KafkaClusterConf conf, KafkaInspector inspector, KafkaGroup group) {
    List<KafkaMember> members = inspector.members(group.name());
    Map<String, KafkaMember> owners = new LinkedHashMap<>();
    members.forEach(member ->
        member
            .partitions()
            .forEach((topic, numbers) ->
                numbers.forEach(number -> owners.put(topic + "/" + number, member))));
    List<PartitionLag> lags = inspector.lag(group.name());
    return new Group(
        conf.name(),
        group.name(),
        group.state(),
        group.kind().name().toLowerCase(Locale.ROOT),
        members.size(),
        Stream.concat(
                lags.stream().map(PartitionLag::topic),
                members.stream().flatMap(member -> member.partitions().keySet().stream()))
            .distinct()
            .sorted()
            .toList(),
        lags.stream().mapToLong(PartitionLag::lag).sum(),
        lags.stream()
            .map(lag -> lag(lag, owners.get(lag.topic() + "/" + lag.partition())))
            .toList());
  }

  private static Lag lag(PartitionLag lag, @Nullable KafkaMember owner) {
    return new Lag(
        lag.topic(),
        lag.partition(),
        lag.committed(),
        lag.end(),
        lag.lag(),
        owner == null ? null : owner.clientId(),
        owner == null ? null : owner.host());
  }

  List<DeadLetterTopic> deadLetterTopics(KafkaClusterConf conf) {
    return cached(
        "dead " + conf.name(),
        () ->
            clusters.inspector(conf).deadLetterTopics().stream()
                .map(topic -> topic(conf, topic))
                .toList());
  }

  private static DeadLetterTopic topic(KafkaClusterConf conf, DeadLetterInfo topic) {
    return new DeadLetterTopic(conf.name(), topic.topic(), null, topic.messages());
  }
}
