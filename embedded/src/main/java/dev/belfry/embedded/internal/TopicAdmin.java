package dev.belfry.embedded.internal;

import static java.util.stream.Collectors.toMap;

import dev.belfry.embedded.EmbeddedServerException;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates topics on the embedded broker. */
public final class TopicAdmin {
  /** The broker is on this machine and runs, so an answer comes in milliseconds. */
  private static final int TIMEOUT_MILLIS = 15_000;

  private static final int POLL_MILLIS = 5;

  private TopicAdmin() {}

  /** Creates a topic if there is none of that name, and waits until the broker leads it. */
  public static void create(String bootstrapServers, String name, int partitions) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "request.timeout.ms",
            TIMEOUT_MILLIS,
            "default.api.timeout.ms",
            TIMEOUT_MILLIS);
    try (var admin = Admin.create(settings)) {
      var topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
      admin.createTopics(List.of(topic)).all().get();
      awaitLeaders(admin, name);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new EmbeddedServerException(
            "Cannot create topic " + name + " at " + bootstrapServers + ": " + e.getCause(), e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedServerException("Interrupted while creating topic " + name, e);
    }
  }

  private static void awaitLeaders(Admin admin, String name)
      throws ExecutionException, InterruptedException {
    // The answer to the creation comes from the controller; the broker follows a moment later.
    var limit = Deadline.in(Duration.ofMillis(TIMEOUT_MILLIS));
    while (!limit.isOver()) {
      try {
        var described = admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
        if (described != null
            && described.partitions().stream().allMatch(partition -> partition.leader() != null)) {
          awaitLogs(admin, described);
          return;
        }
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    throw new EmbeddedServerException(
        "Topic " + name + " was created, but has no leader yet", null);
  }

  /** A broker says that it leads a partition some milliseconds before it takes writes for it. */
  private static void awaitLogs(Admin admin, TopicDescription topic)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> ends =
        topic.partitions().stream()
            .collect(
                toMap(
                    partition -> new TopicPartition(topic.name(), partition.partition()),
                    partition -> OffsetSpec.latest()));
    admin.listOffsets(ends).all().get();
  }
}
