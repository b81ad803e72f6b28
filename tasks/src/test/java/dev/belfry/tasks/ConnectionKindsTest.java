package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.embedded.RedisCluster;
import dev.belfry.embedded.RedisSentinel;
import dev.belfry.service.Deadline;
import dev.belfry.tasks.internal.redis.RedisBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Client, server, scheduler and inspector on each kind of Redis. */
@Timeout(120)
class ConnectionKindsTest {
  /** Enough for a slow machine to agree on a new master. */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private final Set<String> done = ConcurrentHashMap.newKeySet();

  /** Everything works before and after {@code between}. */
  private void check(RedisTarget target, AutoCloseable between) throws Exception {
    TaskHandler handler =
        (task, context) -> {
          done.add(task.type());
          return Outcome.done();
        };
    var server =
        TaskServer.builder(target).queues(Map.of("a", 1, "b", 1, "c", 1)).handler(handler).build();
    var scheduler =
        TaskScheduler.builder(target).register("@every 1s", Task.of("tick"), queue("b")).build();
    server.start();
    scheduler.start();
    try (var client = TaskClient.connect(target);
        var inspector = TaskInspector.connect(target)) {
      round(client, inspector, "first");
      between.close();
      done.remove("tick");
      round(client, inspector, "second");
    } finally {
      scheduler.stop(Deadline.in(Duration.ofSeconds(2)));
      server.stop(Deadline.in(Duration.ofSeconds(2)));
    }
  }

  private void round(TaskClient client, TaskInspector inspector, String name) {
    for (String queue : Set.of("a", "b", "c")) {
      client.enqueue(Task.of(name + queue), queue(queue));
      client.enqueue(
          Task.of(name + queue + "-later"), queue(queue), processIn(Duration.ofMillis(200)));
      await().atMost(PATIENCE).until(() -> done.contains(name + queue));
      await().atMost(PATIENCE).until(() -> done.contains(name + queue + "-later"));
    }
    await().atMost(PATIENCE).until(() -> done.contains("tick"));
    assertThat(inspector.queues()).containsExactly("a", "b", "c");
    await()
        .atMost(PATIENCE)
        .until(() ->
            inspector.queueCounts("a").values().stream().mapToLong(Long::longValue).sum() == 0);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "netty has no Unix sockets elsewhere")
  void unixSocket_carriesEverything(@TempDir Path directory) throws Exception {
    Path socket = directory.resolve("redis.sock");
    try (var redis =
        EmbeddedRedis.builder().appendOnly().extraConfig("unixsocket " + socket).build()) {
      redis.start();
      check(
          RedisTarget.parse("redis-socket://" + socket),
          () -> {
            redis.kill();
            redis.start();
          });
    }
  }

  @Test
  void sentinel_masterKilled_everythingGoesOn() throws Exception {
    try (var group = RedisSentinel.builder().password("p w").sentinelPassword("s").build()) {
      group.start();
      check(
          RedisTarget.builder(group.uri()).password("p w").commandTimeout(PATIENCE).build(),
          () -> group.killMaster());
    }
  }

  @Test
  void cluster_masterOfAQueueKilled_everythingGoesOn() throws Exception {
    try (var cluster = RedisCluster.create()) {
      cluster.start();
      assertThat(cluster.master("{a}")).isNotSameAs(cluster.master("{b}"));
      try (var broker = RedisBroker.connect(RedisTarget.parse(cluster.uri()))) {
        assertThatThrownBy(() -> broker.schedules().pause("}a", "entry"))
            .hasMessage("a queue in a Redis Cluster must not begin with '}': }a");
      }
      check(
          RedisTarget.builder(cluster.uri()).commandTimeout(PATIENCE).build(),
          () -> cluster.killMaster("{a}"));
    }
  }
}
