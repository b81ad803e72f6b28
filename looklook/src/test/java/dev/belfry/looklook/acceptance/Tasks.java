package dev.belfry.looklook.acceptance;

import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskState;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the queue of looklook's tasks says. Thread-safe. */
final class Tasks implements AutoCloseable {
  private static final String QUEUE = "default";

  private final TaskInspector inspector;
  private final TaskClient client;
  private final RedisClient lettuce;
  private final StatefulRedisConnection<String, String> redis;

  Tasks(RedisTarget target) {
    inspector = TaskInspector.connect(target);
    client = TaskClient.connect(target);
    lettuce =
        RedisClient.create(
            RedisURI.builder()
                .withHost(target.host())
                .withPort(target.port())
                .withPassword(String.valueOf(target.password()).toCharArray())
                .build());
    redis = lettuce.connect();
  }

  TaskClient client() {
    return client;
  }

  Optional<TaskInfo> find(String id) {
    return inspector.task(QUEUE, id);
  }

  long count(TaskState state) {
    return inspector.queueCounts(QUEUE).getOrDefault(state, 0L);
  }

  /** The ids of the notices about an order. */
  static List<String> notices(String sn) {
    return List.of("notify:" + sn + ":paid", "notify:" + sn + ":code");
  }

  /** How many notices about these orders were sent. */
  long sent(Collection<String> sns) {
    List<String> completed = redis.sync().zrange("asynq:{" + QUEUE + "}:completed", 0, -1);
    var wanted = new java.util.HashSet<>(sns.stream().flatMap(sn -> notices(sn).stream()).toList());
    return completed.stream().filter(wanted::contains).count();
  }

  /** Removes an archived task, so that tests to come find a clean queue. */
  void forget(String id) {
    String prefix = "asynq:{" + QUEUE + "}:";
    redis.sync().zrem(prefix + "archived", id);
    redis.sync().del(prefix + "t:" + id);
  }

  /** How many attempts failed since the queue began. */
  long failures() {
    String failed = redis.sync().get("asynq:{" + QUEUE + "}:failed");
    return failed == null ? 0 : Long.parseLong(failed);
  }

  /** The ids that look stuck: those in hand, leased, ready, or failed. */
  List<String> unfinished() {
    var commands = redis.sync();
    String prefix = "asynq:{" + QUEUE + "}:";
    return Stream.of(
            commands.lrange(prefix + "active", 0, -1),
            commands.lrange(prefix + "pending", 0, -1),
            commands.zrange(prefix + "lease", 0, -1),
            commands.zrange(prefix + "retry", 0, -1),
            commands.zrange(prefix + "archived", 0, -1))
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public void close() {
    redis.close();
    lettuce.shutdown();
    client.close();
    inspector.close();
  }
}
