package dev.belfry.kafka.internal;

import dev.belfry.kafka.KafkaException;
import dev.belfry.kafka.StartFrom;
import dev.belfry.service.Deadline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What brokers have to know about a share group before its first member comes, which no member can
 * tell them. An operator's own settings of the group are left as they are.
 */
final class ShareGroup {
  private static final Logger log = LoggerFactory.getLogger(ShareGroup.class);

  private static final String START = "share.auto.offset.reset";
  private static final String ISOLATION = "share.isolation.level";
  private static final String DELIVERIES = "share.delivery.count.limit";

  /**
   * 10: the most that brokers allow unless told otherwise; each delivery ends in a death or stop.
   */
  private static final String WANTED_DELIVERIES = "10";

  /** 5: Kafka's own number. */
  private static final int DEFAULT_DELIVERIES = 5;

  private final QueueSettings.Position position;
  private final Admin admin;
  private final Deadline deadline;

  ShareGroup(QueueSettings.Position position, Admin admin, Deadline deadline) {
    this.position = position;
    this.admin = admin;
    this.deadline = deadline;
  }

  /**
   * Prepares the group.
   *
   * @return how often brokers deliver a message before they drop it without a word
   * @throws KafkaException if the brokers know no share groups, or the group is of another kind
   */
  int prepare() throws InterruptedException {
    requireSupport();
    requireKind();
    var resource = new ConfigResource(ConfigResource.Type.GROUP, position.group());
    var wanted = new LinkedHashMap<String, String>();
    wanted.put(START, position.startFrom() == StartFrom.FIRST ? "earliest" : "latest");
    // What a producer's transaction took back was never sent.
    wanted.put(ISOLATION, "read_committed");
    wanted.put(DELIVERIES, WANTED_DELIVERIES);
    var found = settings(resource);
    wanted.keySet().removeIf(name -> isSetByOperator(found, name));
    for (var entry : wanted.entrySet()) {
      set(resource, new ConfigEntry(entry.getKey(), entry.getValue()));
    }
    var limit = settings(resource).get(DELIVERIES);
    return limit == null ? DEFAULT_DELIVERIES : Integer.parseInt(limit.value());
  }

  private void requireSupport() throws InterruptedException {
    try {
      var features = await(admin.describeFeatures().featureMetadata()).finalizedFeatures();
      var level = features.get("share.version");
      if (level == null || level.maxVersionLevel() < 1) {
        throw new KafkaException(
            ("brokers %s have no share groups; mode SHARE needs Kafka 4.2 or later with the"
                    + " feature share.version (kafka-features.sh upgrade --feature"
                    + " share.version=1)")
                .formatted(position.connection()),
            null);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException(Causes.describe(e, position.connection()), e);
    }
  }

  private void requireKind() throws InterruptedException {
    try {
      var others =
          await(admin.listGroups().all()).stream()
              .filter(group -> group.groupId().equals(position.group()))
              .filter(group -> group.type().filter(type -> type != GroupType.SHARE).isPresent())
              .toList();
      if (!others.isEmpty()) {
        throw new KafkaException(
            ("group '%s' is a %s group at brokers %s and cannot be a share group too; choose"
                    + " another name, or delete it")
                .formatted(
                    position.group(),
                    others.getFirst().type().orElse(GroupType.UNKNOWN),
                    position.connection()),
            null);
      }
    } catch (ExecutionException | TimeoutException e) {
      log.debug("cannot list the groups", e);
    }
  }

  private static boolean isSetByOperator(Map<String, ConfigEntry> found, String name) {
    var entry = found.get(name);
    return entry != null && entry.source() == ConfigEntry.ConfigSource.DYNAMIC_GROUP_CONFIG;
  }

  private Map<String, ConfigEntry> settings(ConfigResource resource) throws InterruptedException {
    var entries = new ArrayList<ConfigEntry>();
    try {
      var all = await(admin.describeConfigs(List.of(resource)).all());
      all.values().stream().map(Config::entries).forEach(entries::addAll);
    } catch (ExecutionException | TimeoutException e) {
      log.warn("cannot read the settings of {}: {}", resource, reason(e));
    }
    var byName = new LinkedHashMap<String, ConfigEntry>();
    entries.forEach(entry -> byName.put(entry.name(), entry));
    return byName;
  }

  private void set(ConfigResource resource, ConfigEntry entry) throws InterruptedException {
    var change = List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET));
    try {
      var unused = await(admin.incrementalAlterConfigs(Map.of(resource, change)).all());
    } catch (ExecutionException | TimeoutException e) {
      log.warn(
          "group {} keeps the brokers' {}; {} was wanted: {}",
          position.group(),
          entry.name(),
          entry.value(),
          reason(e));
    }
  }

  private String reason(Exception failure) {
    return Causes.describe(failure, position.connection());
  }

  private <T> T await(KafkaFuture<T> answer)
      throws InterruptedException, ExecutionException, TimeoutException {
    return answer.get(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
  }
}
