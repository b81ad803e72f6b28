package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.embedded.RedisCluster;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Inspector and doctor on a Redis Cluster, and in a namespace beside another. */
@Timeout(120)
class DoctorKindsOfRedisTest {
  private static final List<String> QUEUES = List.of("a", "b", "c", "d e", "中");

  private static void enqueue(TaskClient client) {
    for (String queue : QUEUES) {
      client.enqueue(Task.of("one"), queue(queue), unique(Duration.ofHours(1)));
      client.enqueue(Task.of("two"), queue(queue), TaskOption.group("g"));
    }
  }

  @Test
  void cluster_allMastersAreExaminedAndRepaired() throws Exception {
    try (var cluster = RedisCluster.create()) {
      cluster.start();
      try (var client = TaskClient.connect(RedisTarget.parse(cluster.uri()));
          var inspector = TaskInspector.connect(RedisTarget.parse(cluster.uri()));
          var lettuce = RedisClusterClient.create("redis://127.0.0.1:" + port(cluster));
          var connection = lettuce.connect()) {
        enqueue(client);
        assertThat(inspector.doctor().examine().findings()).isEmpty();
        for (String queue : QUEUES) {
          connection.sync().del("asynq:{" + queue + "}:pending", "asynq:{" + queue + "}:groups");
        }
        DoctorReport report = inspector.doctor().examine();
        assertThat(report.findings())
            .extracting(Finding::queue)
            .containsExactlyInAnyOrderElementsOf(
                QUEUES.stream().flatMap(queue -> Stream.of(queue, queue)).toList());
        assertThat(inspector.doctor().repair(report).repaired()).hasSize(10);
        assertThat(inspector.doctor().examine().findings()).isEmpty();
        assertThat(inspector.clusterNodes("a")).isNotEmpty();
        for (String queue : QUEUES) {
          assertThat(inspector.queue(queue).size()).isEqualTo(2);
          inspector.deleteQueue(queue, QueueDeletion.WITH_TASKS);
        }
        assertThat(connection.sync().keys("asynq:*")).isEmpty();
      }
    }
  }

  private static int port(RedisCluster cluster) {
    return URI.create(cluster.nodes().getFirst().uri()).getPort();
  }

  @Test
  void namespace_isExaminedByItself() throws Exception {
    try (var redis = EmbeddedRedis.create()) {
      redis.start();
      RedisTarget plain = RedisTarget.parse(redis.uri());
      RedisTarget named = RedisTarget.builder(redis.uri()).namespace("shop-1").build();
      try (var client = TaskClient.connect(named);
          var inspector = TaskInspector.connect(named);
          var other = TaskInspector.connect(plain);
          var lettuce = RedisClient.create(redis.uri());
          var connection = lettuce.connect()) {
        enqueue(client);
        assertThat(inspector.doctor().examine().findings()).isEmpty();
        connection.sync().del("shop-1:{a}:groups");
        assertThat(other.doctor().examine().findings()).isEmpty();
        assertThat(inspector.doctor().examine().findings())
            .extracting(Finding::kind)
            .containsExactly(FindingKind.GROUP_NOT_REGISTERED);
      }
    }
  }
}
