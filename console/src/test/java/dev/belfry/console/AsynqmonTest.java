package dev.belfry.console;

import static dev.belfry.console.RunningConsole.encoded;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.RetryDelay;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskOption;
import dev.belfry.tasks.TaskServer;
import dev.belfry.tasks.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API of asynqmon, on a Redis with tasks in all seven states. */
class AsynqmonTest {
  private static final Set<String> SNAPSHOT =
      Set.of(
          "queue",
          "memory_usage_bytes",
          "size",
          "groups",
          "latency_msec",
          "display_latency",
          "active",
          "pending",
          "aggregating",
          "scheduled",
          "retry",
          "archived",
          "completed",
          "processed",
          "succeeded",
          "failed",
          "paused",
          "timestamp");
  private static final Set<String> ROW =
      Set.of("id", "type", "payload", "queue", "max_retry", "retried", "error_message");

  private static final CountDownLatch release = new CountDownLatch(1);
  private static RunningConsole console;
  private static TaskServer server;

  @BeforeAll
  static void start() throws Exception {
    console = new RunningConsole("");
    server =
        TaskServer.builder(console.target)
            .queues(Map.of("all", 1))
            .retryDelay(RetryDelay.fixed(Duration.ofHours(1)))
            .handler((task, context) -> {
              switch (task.type()) {
                case "hang" -> release.await();
                case "fail" -> throw new IllegalStateException("no luck");
                default -> context.writeResult("fine".getBytes(UTF_8));
              }
              return Outcome.done();
            })
            .build();
    server.start();
    enqueue("hang", TaskOption.taskId("active"));
    enqueue("fail", TaskOption.taskId("retry"));
    enqueue("fail", TaskOption.taskId("archived"), TaskOption.maxRetry(0));
    enqueue("done", TaskOption.taskId("completed"), TaskOption.retention(Duration.ofHours(1)));
    await()
        .until(() ->
            Map.of(
                    TaskState.ACTIVE,
                    1L,
                    TaskState.RETRY,
                    1L,
                    TaskState.ARCHIVED,
                    1L,
                    TaskState.COMPLETED,
                    1L)
                .entrySet()
                .stream()
                .allMatch(each ->
                    console.inspector.queue("all").count(each.getKey()) == each.getValue()));
    console.inspector.pause("all");
    enqueue("late", TaskOption.taskId("scheduled"), TaskOption.processIn(Duration.ofHours(1)));
    enqueue("some", TaskOption.taskId("aggregating"), TaskOption.group("g"));
    enqueue("now", TaskOption.taskId("pending"));
  }

  @AfterAll
  static void stop() throws Exception {
    release.countDown();
    server.stop(Deadline.in(Duration.ofSeconds(5)));
    console.close();
  }

  private static void enqueue(String type, TaskOption... options) {
    console.client.enqueue(
        Task.of(type, "{\"a\":1}".getBytes(UTF_8)).with(options), TaskOption.queue("all"));
  }

  private static JsonNode get(String path) throws Exception {
    RawHttp.Answer answer = console.http.get("/api" + path).send();
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return new JsonMapper().readTree(answer.body());
  }

  private static Set<String> names(JsonNode node) {
    return new TreeSet<>(node.propertyNames());
  }

  @Test
  void queues_haveTheFieldsAndCountsOfAsynqmon() throws Exception {
    JsonNode queue = get("/queues").get("queues").get(0);
    JsonNode one = get("/queues/all");
    assertThat(names(queue)).isEqualTo(SNAPSHOT);
    assertThat(names(one)).containsExactly("current", "history");
    assertThat(names(one.get("current"))).isEqualTo(SNAPSHOT);
    for (String state :
        List.of(
            "active", "pending", "aggregating", "scheduled", "retry", "archived", "completed")) {
      assertThat(queue.get(state).asInt()).as(state).isEqualTo(1);
    }
    assertThat(queue.get("size").asInt()).isEqualTo(7);
    assertThat(queue.get("processed").asInt()).isEqualTo(3);
    assertThat(queue.get("failed").asInt()).isEqualTo(2);
    assertThat(queue.get("paused").asBoolean()).isTrue();
    assertThat(queue.get("memory_usage_bytes").asInt()).isPositive();
    assertThat(one.get("history")).hasSize(10);
    assertThat(names(one.at("/history/0")))
        .containsExactly("date", "failed", "processed", "queue", "succeeded");
    assertThat(get("/queue_stats").at("/stats/all")).hasSize(90);
  }

  @ParameterizedTest
  @CsvSource({
    "active,start_time deadline is_orphaned",
    "pending,''",
    "scheduled,next_process_at",
    "retry,next_process_at",
    "archived,last_failed_at",
    "completed,completed_at result ttl_seconds"
  })
  void list_ofAState_hasTheFieldsOfAsynqmon(String state, String more) throws Exception {
    JsonNode list = get("/queues/all/" + state + "_tasks?page=1&size=20");
    assertThat(names(list)).containsExactly("stats", "tasks");
    JsonNode row = list.at("/tasks/0");
    Set<String> wanted = new TreeSet<>(ROW);
    if (!more.isEmpty()) {
      wanted.addAll(List.of(more.split(" ")));
    }
    assertThat(names(row)).isEqualTo(wanted);
    assertThat(row.get("id").asString()).isEqualTo(state);
    assertThat(row.get("payload").asString()).isEqualTo("{\"a\":1}");
  }

  @Test
  void group_listsItsTasks() throws Exception {
    assertThat(names(get("/queues/all/groups"))).containsExactly("groups", "stats");
    JsonNode list = get("/queues/all/groups/g/aggregating_tasks");
    assertThat(names(list)).containsExactly("groups", "stats", "tasks");
    assertThat(list.at("/tasks/0/group").asString()).isEqualTo("g");
    assertThat(list.at("/groups/0/size").asInt()).isEqualTo(1);
  }

  @Test
  void task_hasTheFieldsOfAsynqmon() throws Exception {
    JsonNode task = get("/queues/all/tasks/completed");
    assertThat(names(task))
        .isEqualTo(
            Set.of(
                "id",
                "queue",
                "type",
                "payload",
                "state",
                "max_retry",
                "retried",
                "error_message",
                "last_failed_at",
                "timeout_seconds",
                "deadline",
                "next_process_at",
                "completed_at",
                "result",
                "ttl_seconds"));
    assertThat(task.get("result").asString()).isEqualTo("fine");
    assertThat(task.get("state").asString()).isEqualTo("completed");
    assertThat(task.get("ttl_seconds").asInt()).isBetween(3000, 3600);
    assertThat(get("/queues/all/tasks/archived").get("error_message").asString())
        .contains("no luck");
    assertThat(console.http.get("/api/queues/all/tasks/none").send().status()).isEqualTo(404);
  }

  @Test
  void servers_andRedis_haveTheFieldsOfAsynqmon() throws Exception {
    JsonNode running = get("/servers").at("/servers/0");
    assertThat(names(running))
        .isEqualTo(
            Set.of(
                "id",
                "host",
                "pid",
                "concurrency",
                "queue_priorities",
                "strict_priority_enabled",
                "start_time",
                "status",
                "active_workers"));
    await().until(() -> !get("/servers").at("/servers/0/active_workers").isEmpty());
    assertThat(names(get("/servers").at("/servers/0/active_workers/0")))
        .containsExactly("queue", "start_time", "task_id", "task_payload", "task_type");
    assertThat(names(get("/redis_info")))
        .containsExactly(
            "address", "cluster", "info", "queue_locations", "raw_cluster_nodes", "raw_info");
    assertThat(get("/scheduler_entries").get("entries")).isEmpty();
  }

  @Test
  void actions_eachForm_changeTheTasks() throws Exception {
    String odd = "o/ ?#%:{}中";
    String base = "/api/queues/" + encoded(odd);
    for (int i = 0; i < 6; i++) {
      console.client.enqueue(
          Task.of("t"),
          TaskOption.queue(odd),
          TaskOption.taskId("t/" + i),
          TaskOption.processIn(Duration.ofHours(1)));
    }
    assertThat(console.http.post(base + ":pause").send().status()).isEqualTo(204);
    assertThat(console.http.post(base + "/scheduled_tasks/t%2F0:run").send().status())
        .isEqualTo(204);
    assertThat(console.http.post(base + "/pending_tasks/t%2F0:archive").send().status())
        .isEqualTo(204);
    assertThat(console.http.method("DELETE", base + "/archived_tasks/t%2F0").send().status())
        .isEqualTo(204);
    assertThat(
            console
                .http
                .post(base + "/scheduled_tasks:batch_run", "{\"task_ids\":[\"t/1\",\"none\"]}")
                .send()
                .body())
        .isEqualTo("{\"pending_ids\":[\"t/1\"],\"error_ids\":[\"none\"]}");
    assertThat(
            console
                .http
                .post(base + "/scheduled_tasks:batch_archive", "{\"task_ids\":[\"t/2\"]}")
                .send()
                .body())
        .isEqualTo("{\"archived_ids\":[\"t/2\"],\"error_ids\":[]}");
    assertThat(
            console
                .http
                .post(base + "/scheduled_tasks:batch_delete", "{\"task_ids\":[\"t/3\"]}")
                .send()
                .body())
        .isEqualTo("{\"deleted_ids\":[\"t/3\"],\"failed_ids\":[]}");
    assertThat(console.http.post(base + "/scheduled_tasks:run_all").send().body())
        .isEqualTo("{\"scheduled\":2}");
    assertThat(console.http.post(base + "/pending_tasks:archive_all").send().body())
        .isEqualTo("{\"archived\":3}");
    assertThat(console.http.method("DELETE", base + "/archived_tasks:delete_all").send().body())
        .isEqualTo("{\"deleted\":4}");
    assertThat(console.http.post(base + ":resume").send().status()).isEqualTo(204);
    assertThat(console.http.method("DELETE", base).send().status()).isEqualTo(204);
    assertThat(console.http.method("DELETE", base).send().status()).isEqualTo(404);
    assertThat(console.http.method("DELETE", "/api/queues/all").send().status()).isEqualTo(400);
    assertThat(
            console
                .http
                .post("/api/queues/all/active_tasks:batch_cancel", "{\"task_ids\":[\"x\"]}")
                .send()
                .body())
        .isEqualTo("{\"canceled_ids\":[\"x\"],\"error_ids\":[]}");
    assertThat(
            console
                .http
                .post("/api/queues/all/retry_tasks:batch_run", "{\"ids\":[]}")
                .send()
                .status())
        .isEqualTo(400);
  }
}
