package dev.belfry.kafka.internal;

import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaException;
import dev.belfry.kafka.MissingTopic;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the brokers what a start has to know, with one deadline for all questions. */
public final class ClusterProbe implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ClusterProbe.class);

  private final KafkaConnection connection;
  private final Deadline deadline;
  private final Admin admin;

  public ClusterProbe(KafkaConnection connection, String clientId, Deadline deadline) {
    this.connection = connection;
    this.deadline = deadline;
    var properties = ClientProperties.of(connection, clientId + "-probe");
    var millis = (int) Math.max(1, deadline.remaining().toMillis());
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(millis, 5_000));
    try {
      admin = Admin.create(properties);
    } catch (org.apache.kafka.common.KafkaException e) {
      throw new KafkaException(Causes.describe(e, connection), e);
    }
  }

  /** Throws {@link KafkaException} unless the brokers answer. */
  public void requireBrokers() throws InterruptedException {
    try {
      await(admin.describeCluster().clusterId());
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException(Causes.describe(e, connection), e);
    }
  }

  /** Throws {@link KafkaException} unless the topic exists now, which it may see to. */
  public void requireTopic(String topic, MissingTopic missing) throws InterruptedException {
    if (partitions(topic).isPresent()) {
      return;
    }
    switch (missing) {
      case MissingTopic.Created created -> {
        create(topic, created.partitions(), created.replicas(), Map.of());
        log.info("created topic {} with {} partitions", topic, created.partitions());
      }
      case MissingTopic.Fails fails ->
          throw new KafkaException(
              ("topic '%s' does not exist at brokers %s; create it (kafka-topics.sh"
                      + " --bootstrap-server %s --create --topic %s --partitions N), or let the"
                      + " start create it: CreateTopic: {Partitions: N} in the configuration,"
                      + " missingTopic(created(N)) in code")
                  .formatted(topic, connection, connection.brokers().getFirst(), topic),
              null);
    }
  }

  /** The number of partitions, empty if the topic does not exist. */
  public Optional<Integer> partitions(String topic) throws InterruptedException {
    try {
      var topics = await(admin.describeTopics(List.of(topic)).allTopicNames());
      return Optional.ofNullable(topics.get(topic)).map(found -> found.partitions().size());
    } catch (ExecutionException | TimeoutException e) {
      if (Causes.unwrap(e) instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw new KafkaException(
          "cannot look up topic '%s': %s".formatted(topic, Causes.describe(e, connection)), e);
    }
  }

  /** The value of a topic's setting, empty if the brokers do not tell. */
  public Optional<String> setting(String topic, String name) throws InterruptedException {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      var settings = await(admin.describeConfigs(List.of(resource)).all()).get(resource);
      return Optional.ofNullable(settings)
          .map(all -> all.get(name))
          .flatMap(entry -> Optional.ofNullable(entry.value()));
    } catch (ExecutionException | TimeoutException e) {
      log.debug("cannot read setting {} of topic {}", name, topic, e);
      return Optional.empty();
    }
  }

  /** Creates a topic; another process may be faster. */
  public void create(String topic, int partitions, int replicas, Map<String, String> settings)
      throws InterruptedException {
    var wanted = new NewTopic(topic, partitions, (short) replicas).configs(settings);
    try {
      await(admin.createTopics(List.of(wanted)).all());
    } catch (ExecutionException | TimeoutException e) {
      if (!(Causes.unwrap(e) instanceof TopicExistsException)) {
        throw new KafkaException(
            "cannot create topic '%s': %s".formatted(topic, Causes.describe(e, connection)), e);
      }
    }
  }

  private <T> T await(KafkaFuture<T> answer)
      throws InterruptedException, ExecutionException, TimeoutException {
    return answer.get(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    // Nothing is pending that anybody waits for.
    admin.close(Duration.ZERO);
  }
}
