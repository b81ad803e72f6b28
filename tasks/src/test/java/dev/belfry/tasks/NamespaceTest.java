package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.taskId;
import static dev.belfry.tasks.TaskOption.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.tasks.internal.redis.RedisBroker;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Two applications with a namespace each on one Redis. */
class NamespaceTest extends OnRedis {
  private final Set<String> done = ConcurrentHashMap.newKeySet();
  private final Set<String> interrupted = ConcurrentHashMap.newKeySet();

  private RedisTarget shop() {
    return RedisTarget.builder(redis.uri()).namespace("shop").build();
  }

  private TaskHandler as(String application) {
    return (task, context) -> {
      done.add(application + ' ' + task.type());
      if (task.type().equals("long")) {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          interrupted.add(application);
          throw e;
        }
      }
      return Outcome.done();
    };
  }

  @Test
  void tasksOfOneNamespace_areNotSeenInTheOther() throws Exception {
    var shopClient = open(TaskClient.connect(shop()));
    var shopInspector = open(TaskInspector.connect(shop()));
    for (TaskClient each : List.of(client(), shopClient)) {
      each.enqueue(Task.of("same"), taskId("1"), unique(Duration.ofMinutes(1)));
      each.enqueue(Task.of("delayed"), taskId("2"), processIn(Duration.ofHours(1)));
    }
    start(TaskServer.builder(shop()).handler(as("shop")).build());
    await().until(() -> done.contains("shop same"));
    await().until(() -> shopInspector.task("default", "1").isEmpty());

    assertThat(inspector().task("default", "1").orElseThrow().state()).isEqualTo(TaskState.PENDING);
    assertThat(inspector().queues()).isEqualTo(shopInspector.queues());
    assertThat(raw().get("asynq:{default}:unique:same:")).isEqualTo("1");
    assertThat(raw().keys("shop:{default}:unique:*")).isEmpty();
    assertThat(raw().keys("*"))
        .allMatch(key ->
            key.startsWith("asynq:") || key.startsWith("belfry:") || key.startsWith("shop:"));

    start(server(as("asynq")).build());
    await().until(() -> done.contains("asynq same"));
  }

  @Test
  void cancellation_reachesItsOwnNamespaceOnly() throws Exception {
    var shopClient = open(TaskClient.connect(shop()));
    var shopInspector = open(TaskInspector.connect(shop()));
    start(TaskServer.builder(shop()).handler(as("shop")).build());
    start(server(as("asynq")).build());
    client().enqueue(Task.of("long"), taskId("1"));
    shopClient.enqueue(Task.of("long"), taskId("1"));
    await().until(() -> done.containsAll(Set.of("asynq long", "shop long")));

    open(RedisBroker.connect(shop())).publishCancel("1");

    await().until(() -> interrupted.contains("shop"));
    await()
        .until(() -> shopInspector.task("default", "1").orElseThrow().state() == TaskState.RETRY);
    assertThat(interrupted).doesNotContain("asynq");
    assertThat(inspector().task("default", "1").orElseThrow().state()).isEqualTo(TaskState.ACTIVE);
  }

  @Test
  void timerOfTheOtherNamespace_isNotWoken() throws Exception {
    var shopClient = open(TaskClient.connect(shop()));
    start(TaskServer.builder(shop()).handler(as("shop")).build());
    await().until(() -> raw().pubsubChannels().contains("shop:belfry:{default}:due"));
    assertThat(raw().pubsubChannels()).noneMatch(channel -> channel.startsWith("belfry:"));

    shopClient.enqueue(Task.of("soon"), processIn(Duration.ofMillis(100)));

    await().until(() -> done.contains("shop soon"));
  }
}
