package dev.belfry.interop.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.cli.InProcess;
import dev.belfry.interop.peer.GoInspector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The facts of each command that looks, beside those of asynq's inspector, from which asynq's own
 * command line has what it prints.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(FilledRedis.Shared.class)
class CommandLineTest {
  private GoInspector go;
  private InProcess belfry;

  @BeforeAll
  void start() {
    go = new GoInspector(FilledRedis.shared().redis);
    belfry = new InProcess(FilledRedis.shared().redis.uri());
  }

  @AfterAll
  void stop() {
    go.close();
  }

  @Test
  void queueLs_hasAllQueues() {
    assertThat(texts(belfry.json("queue", "ls"), "queue"))
        .containsExactlyInAnyOrderElementsOf(go.queues());
  }

  @Test
  void stats_haveTheSumOfAllQueues() {
    JsonNode stats = belfry.json("stats");
    Map<String, Long> sums = new TreeMap<>();
    long processed = 0;
    long failed = 0;
    for (String name : go.queues()) {
      var queue = go.queue(name);
      queue.states().forEach((state, count) -> sums.merge(state, (long) count, Long::sum));
      processed += queue.processed();
      failed += queue.failed();
    }
    assertThat(numbers(stats.get("counts"))).isEqualTo(sums);
    assertThat(stats.at("/today/processed").asLong()).isEqualTo(processed);
    assertThat(stats.at("/today/failed").asLong()).isEqualTo(failed);
    assertThat(texts(stats.get("queues"), "queue"))
        .containsExactlyInAnyOrderElementsOf(go.queues());
    assertThat(stats.at("/redis/redis_version").asString()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"go", "java", "hard", "empty", FilledRedis.ODD})
  void queueInspectAndHistory_haveItsNumbers(String name) {
    var expected = go.queue(name);
    JsonNode queue = belfry.json("queue", "inspect", name).get(0);
    assertThat(queue.get("size").asInt()).isEqualTo(expected.size());
    assertThat(queue.get("groups").asInt()).isEqualTo(expected.groups());
    assertThat(queue.get("paused_since").isNull()).isEqualTo(!expected.paused());
    assertThat(numbers(queue.get("counts")))
        .allSatisfy((state, count) ->
            assertThat(count).isEqualTo((long) expected.states().getOrDefault(state, -1)));
    assertThat(queue.at("/today/processed").asInt()).isEqualTo(expected.processed());
    assertThat(queue.at("/today/failed").asInt()).isEqualTo(expected.failed());
    assertThat(queue.at("/total/processed").asInt()).isEqualTo(expected.processedTotal());
    assertThat(queue.at("/total/failed").asInt()).isEqualTo(expected.failedTotal());

    List<GoInspector.Day> days = new ArrayList<>();
    for (JsonNode day : belfry.json("queue", "history", name, "-x", "5")) {
      days.add(
          new GoInspector.Day(
              day.get("day").asString(), day.get("processed").asInt(), day.get("failed").asInt()));
    }
    assertThat(days).isEqualTo(go.history(name, 5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"active", "pending", "scheduled", "retry", "archived", "completed", "aggregating"})
  void taskLsAndInspect_haveTheTasks(String state) {
    for (String queue : List.of("go", "java", "hard")) {
      boolean grouped = state.equals("aggregating");
      if (grouped && queue.equals("hard")) {
        continue;
      }
      var expected = grouped ? go.group(queue, "g") : go.tasks(queue, state);
      JsonNode listed =
          grouped
              ? belfry.json("task", "ls", "-q", queue, "-s", state, "-g", "g")
              : belfry.json("task", "ls", "-q", queue, "-s", state);
      assertThat(texts(listed.get("tasks"), "id"))
          .isEqualTo(expected.stream().map(GoInspector.Task::id).toList());
      for (GoInspector.Task task : expected) {
        JsonNode shown = belfry.json("task", "inspect", "-q", queue, "-i", task.id()).get("task");
        assertTask(shown, go.task(queue, task.id()));
        assertThat(shown.get("orphaned").asBoolean()).isEqualTo(task.orphaned());
      }
    }
  }

  private static void assertTask(JsonNode shown, GoInspector.Task task) {
    assertThat(shown.get("queue").asString()).isEqualTo(task.queue());
    assertThat(shown.get("type").asString()).isEqualTo(task.type());
    assertThat(shown.get("state").asString()).isEqualTo(task.state());
    assertThat(shown.get("max_retry").asInt()).isEqualTo(task.maxRetry());
    assertThat(shown.get("retried").asInt()).isEqualTo(task.retried());
    assertThat(shown.get("last_error").asString("")).isEqualTo(task.lastErr());
    assertThat(shown.get("group").asString("")).isEqualTo(task.group());
    assertThat(shown.get("result").asString("")).isEqualTo(task.result());
    assertThat(shown.get("retention_seconds").asLong() * 1000).isEqualTo(task.retentionMs());
    assertThat(shown.get("timeout_seconds").asLong(0) * 1000).isEqualTo(task.timeoutMs());
    if (!shown.get("payload").isNull()) {
      assertThat(shown.get("payload").asString()).isEqualTo(task.payload());
    }
    if (task.state().equals("scheduled") || task.state().equals("retry")) {
      // asynq keeps whole seconds, rounded up here, so that nothing runs early.
      assertThat(task.nextMs() - millis(shown.get("next_process_at"))).isBetween(0L, 999L);
    }
  }

  @Test
  void serverLs_hasTheServersAndWhatTheyRun() {
    await()
        .untilAsserted(() -> {
          Map<Long, JsonNode> servers = new TreeMap<>();
          belfry.json("server", "ls").forEach(each -> servers.put(each.get("pid").asLong(), each));
          var expected = go.servers();
          assertThat(servers).hasSameSizeAs(expected);
          for (GoInspector.Server server : expected) {
            JsonNode shown = servers.getOrDefault((long) server.pid(), MissingNode.getInstance());
            assertThat(shown.get("host").asString()).isEqualTo(server.host());
            assertThat(shown.get("pid").asInt()).isEqualTo(server.pid());
            assertThat(shown.get("status").asString()).isEqualTo(server.status());
            assertThat(shown.get("concurrency").asInt()).isEqualTo(server.concurrency());
            assertThat(shown.get("queue_order").asString().equals("strict"))
                .isEqualTo(server.strict());
            assertThat(shown.get("active_workers").asInt()).isEqualTo(server.workers().size());
            assertThat(texts(shown.get("workers"), "task_id"))
                .containsExactlyInAnyOrderElementsOf(
                    server.workers().stream().map(GoInspector.Worker::taskId).toList());
          }
        });
  }

  @Test
  void cronLsAndHistory_haveTheEntriesAndTheirEvents() {
    await()
        .untilAsserted(() -> {
          var expected = go.entries();
          JsonNode entries = belfry.json("cron", "ls");
          assertThat(texts(entries, "id"))
              .containsExactlyInAnyOrderElementsOf(
                  expected.stream().map(GoInspector.Entry::id).toList());
          for (JsonNode shown : entries) {
            var entry =
                expected.stream()
                    .filter(each -> each.id().equals(shown.get("id").asString()))
                    .findFirst()
                    .orElseThrow();
            assertThat(shown.get("spec").asString()).isEqualTo(entry.spec());
            assertThat(shown.get("task_type").asString()).isEqualTo(entry.type());
            assertThat(shown.get("payload").asString("")).isEqualTo(entry.payload());
            List<String> options = new ArrayList<>();
            shown.get("options").forEach(option -> options.add(option.asString()));
            assertThat(options).isEqualTo(entry.options());
            assertThat(millis(shown.get("next"))).isEqualTo(entry.nextMs());
            assertThat(texts(belfry.json("cron", "history", entry.id()), "task_id"))
                .isEqualTo(go.events(entry.id()).stream().map(GoInspector.Event::taskId).toList());
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"go", "java", FilledRedis.ODD})
  void groupLs_hasTheGroups(String queue) {
    Map<String, Integer> groups = new TreeMap<>();
    belfry
        .json("group", "ls", "-q", queue)
        .forEach(each -> groups.put(each.get("group").asString(), each.get("waiting").asInt()));
    assertThat(groups).isEqualTo(go.groups(queue)).hasSize(1);
  }

  private static List<String> texts(JsonNode list, String member) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.get(member).asString()));
    return texts;
  }

  private static Map<String, Long> numbers(JsonNode object) {
    Map<String, Long> numbers = new TreeMap<>();
    object.properties().forEach(each -> numbers.put(each.getKey(), each.getValue().asLong()));
    return numbers;
  }

  private static long millis(JsonNode time) {
    return Instant.parse(time.asString()).toEpochMilli();
  }
}
