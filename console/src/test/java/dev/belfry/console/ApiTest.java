package dev.belfry.console;

import static dev.belfry.console.RunningConsole.encoded;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every operation answers as the description of the API says. */
class ApiTest {
  private static final String ODD = "q/ ?#%:{}中";
  private static RunningConsole console;

  @BeforeAll
  static void start() throws Exception {
    console = new RunningConsole("");
  }

  @AfterAll
  static void stop() {
    console.close();
  }

  private static String enqueue(String queue, TaskOption... options) {
    Task task = Task.of("mail:send", "{\"to\":\"ann\",\"n\":1}".getBytes(UTF_8)).with(options);
    return console.client.enqueue(task, TaskOption.queue(queue)).id();
  }

  private static String ref(String queue, String id) {
    return "{\"queue\":\"%s\",\"id\":\"%s\",\"reason\":\"test\"}".formatted(queue, id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/session",
        "/overview",
        "/queues",
        "/history",
        "/history?days=3",
        "/servers",
        "/audit",
        "/settings",
        "/jobs",
        "/views",
        "/errors",
        "/schedules?zone=Asia/Shanghai&fires=5",
        "/doctor",
        "/openapi.json",
        "/search/counts",
        "/schedule/fires?spec=@daily&zone=UTC",
        "/redis",
        "/services",
        "/metrics",
        "/metrics?metric=pending&queue=any&durationMs=600000",
        "/messages/clusters"
      })
  void get_nothingSpecial_answersAsDescribed(String path) throws Exception {
    enqueue("any");
    console.get(path);
  }

  @Test
  void oddNames_everywhere_areNamesAndNothingElse() throws Exception {
    String id = "t/ ?#%:{}中";
    enqueue(ODD, TaskOption.taskId(id));
    enqueue(ODD, TaskOption.group(ODD), TaskOption.taskId("grouped"));
    String queue = "?queue=" + encoded(ODD);

    assertThat(console.get("/queue" + queue).at("/summary/size").asInt()).isEqualTo(2);
    assertThat(console.get("/queue/groups" + queue).at("/items/0/group").asString()).isEqualTo(ODD);
    assertThat(console.get("/task" + queue + "&id=" + encoded(id)).get("id").asString())
        .isEqualTo(id);
    JsonNode group = console.get("/tasks" + queue + "&state=aggregating&group=" + encoded(ODD));
    assertThat(group.at("/items/0/id").asString()).isEqualTo("grouped");
    assertThat(console.get("/search/counts" + queue).get("matched").asInt()).isEqualTo(2);
    console.done("/queue/pause", "{\"queue\":\"" + ODD + "\"}");
    assertThat(console.get("/queue" + queue).at("/summary/paused").asBoolean()).isTrue();
    console.done("/queue/resume", "{\"queue\":\"" + ODD + "\"}");
    console.done("/task/delete", ref(ODD, id));
    assertThat(console.inspector.task(ODD, id)).isEmpty();
  }

  @Test
  void tasks_inParts_comeWholeAndOnce() throws Exception {
    for (int i = 0; i < 5; i++) {
      enqueue("parts", TaskOption.taskId("p" + i));
    }
    JsonNode first = console.get("/tasks?queue=parts&state=pending&limit=3");
    JsonNode second =
        console.get(
            "/tasks?queue=parts&state=pending&limit=3&cursor=" + first.get("next").asString());
    assertThat(first.get("items").findValuesAsString("id")).containsExactly("p0", "p1", "p2");
    assertThat(second.get("items").findValuesAsString("id")).containsExactly("p3", "p4");
    assertThat(second.get("next").isNull()).isTrue();
    assertThat(first.get("total").asInt()).isEqualTo(5);
  }

  @Test
  void changes_eachKind_areMadeAndAudited() throws Exception {
    String id =
        console
            .done("/tasks", "{\"queue\":\"c\",\"type\":\"t\",\"payload\":\"{}\"}")
            .get("id")
            .asString();
    console.done("/task/archive", ref("c", id));
    console.done("/task/run", ref("c", id));
    console.done(
        "/task/reschedule",
        "{\"queue\":\"c\",\"id\":\"%s\",\"at\":\"2096-01-01T00:00:00Z\"}".formatted(id));
    console.done("/task/move", "{\"queue\":\"c\",\"id\":\"%s\",\"to\":\"d\"}".formatted(id));
    console.done(
        "/task/requeue",
        "{\"queue\":\"d\",\"id\":\"%s\",\"payload\":\"{\\\"a\\\":1}\",\"type\":\"u\"}"
            .formatted(id));

    JsonNode task = console.get("/task?queue=d&id=" + id);
    assertThat(task.at("/payload/json/a").asInt()).isEqualTo(1);
    assertThat(task.get("type").asString()).isEqualTo("u");
    assertThat(console.http.get("/api/v1/task/content?queue=d&id=" + id).send().body())
        .isEqualTo("{\"a\":1}");
    JsonNode batch =
        console.done(
            "/tasks/batch",
            "{\"action\":\"delete\",\"tasks\":[%s,%s]}"
                .formatted(
                    ref("d", id).replace(",\"reason\":\"test\"", ""),
                    "{\"queue\":\"d\",\"id\":\"no\"}"));
    assertThat(batch.get("done")).hasSize(1);
    assertThat(batch.get("refused")).hasSize(1);
    assertThat(console.get("/audit?queue=d&limit=10").get("items").findValuesAsString("action"))
        .contains("task.delete", "task.requeue");
    assertThat(console.get("/audit?action=task.mo*").at("/items/0/target").asString())
        .isEqualTo(id);
  }

  @Test
  void problems_sayWhatWasWrong() throws Exception {
    assertThat(console.post("/task/run", ref("c", "none")).status()).isEqualTo(404);
    assertThat(console.http.get("/api/v1/task?queue=c&id=none").send().body())
        .contains("queue 'c' has no task 'none'");
    enqueue("busy", TaskOption.taskId("pending"));
    assertThat(console.post("/task/run", ref("busy", "pending")).status()).isEqualTo(409);
    RawHttp.Answer wrong = console.http.get("/api/v1/tasks?queue=busy&state=odd").send();
    console.api.check("get", "/tasks", wrong);
    assertThat(wrong.body()).contains("\"field\":\"state\"");
    assertThat(console.post("/task/run", "{\"queue\":\"a\",\"id\":\"b\",\"x\":1}").status())
        .isEqualTo(400);
    RawHttp.Answer nowhere = console.http.get("/api/v1/nothing").send();
    assertThat(nowhere.status()).isEqualTo(404);
    assertThat(nowhere.body()).contains("there is nothing at /api/v1/nothing");
    assertThat(console.http.get("/api/v1/task/run").send().status()).isIn(404, 405);
    assertThat(
            console
                .post("/jobs/preview", "{\"action\":\"run\",\"filter\":{\"query\":\"state:odd\"}}")
                .body())
        .contains("query");
  }

  @Test
  void job_previewedAndConfirmed_changesWhatTheFilterMatches() throws Exception {
    for (int i = 0; i < 20; i++) {
      enqueue("bulk", TaskOption.processIn(Duration.ofHours(1)));
    }
    String wanted =
        "\"action\":\"archive\",\"filter\":{\"queues\":[\"bulk\"],\"states\":[\"scheduled\"]}";
    JsonNode preview = console.done("/jobs/preview", "{" + wanted + "}");
    assertThat(preview.get("matched").asInt()).isEqualTo(20);
    String confirmed =
        wanted
            + ",\"confirmation\":\""
            + preview.get("confirmation").asString()
            + "\",\"reason\":\"test\",\"phrase\":";
    assertThat(console.post("/jobs", "{" + confirmed + "\"yes\"}").status()).isEqualTo(400);
    JsonNode job = console.done("/jobs", "{" + confirmed + "\"archive 20\"}");
    String id = job.get("id").asString();
    await().until(() -> !console.get("/job?id=" + id).get("endedAt").isNull());

    assertThat(console.get("/job?id=" + id).get("changed").asInt()).isEqualTo(20);
    assertThat(console.post("/jobs", "{" + confirmed + "\"archive 20\"}").status()).isEqualTo(409);
    assertThat(console.send("post", "/job/cancel?id=" + id, "").status()).isEqualTo(200);
    assertThat(console.get("/jobs").get("items")).isNotEmpty();
  }

  @Test
  void search_oddQueue_streamsHitsAndAnEnd() throws Exception {
    enqueue("s1", TaskOption.taskId("found"), TaskOption.header("tenant", "7"));
    RawHttp.Answer answer =
        console.http.get("/api/v1/search?queue=s1&header=tenant%3D7&path=$.to&value=ann").send();
    String[] lines =
        answer.body().lines().filter(line -> line.startsWith("{")).toArray(String[]::new);
    assertThat(lines).hasSize(2);
    console.api.checkNamed("SearchHit", lines[0]);
    console.api.checkNamed("SearchEnd", lines[1]);
    assertThat(lines[0]).contains("\"found\"");
    assertThat(lines[1]).contains("\"complete\":true");
  }

  @Test
  void search_group_findsItsTasksOnly() throws Exception {
    enqueue("s2", TaskOption.group(ODD), TaskOption.taskId("in"));
    enqueue("s2", TaskOption.group("other"), TaskOption.taskId("out"));
    RawHttp.Answer answer =
        console.http.get("/api/v1/search?queue=s2&group=" + encoded(ODD)).send();
    assertThat(answer.body()).contains("\"in\"").doesNotContain("\"out\"");
  }

  @Test
  void views_saved_areThereForAll() throws Exception {
    JsonNode view = console.done("/views", "{\"name\":\"v\",\"filter\":{\"states\":[\"retry\"]}}");
    assertThat(console.get("/views").get("items")).hasSize(1);
    assertThat(console.send("delete", "/view?id=" + view.get("id").asString(), "").status())
        .isEqualTo(204);
    assertThat(console.get("/views").get("items")).isEmpty();
  }

  @Test
  void schedules_ofTheBook_canBeMadeChangedAndDeleted() throws Exception {
    String definition =
        "{\"definition\":{\"name\":\"n/ 中\",\"spec\":\"%s\",\"taskType\":\"t\",\"queue\":\"low\"}}";
    console.done("/schedules", definition.formatted("0 2 * * *"));
    assertThat(console.post("/schedules", definition.formatted("0 2 * * *")).status())
        .isEqualTo(409);
    assertThat(console.post("/schedules", definition.formatted("nope")).status()).isEqualTo(400);
    assertThat(console.send("put", "/schedule", definition.formatted("0 3 * * *")).status())
        .isEqualTo(200);
    String ref = "{\"id\":\"book:n/ 中\"}";
    console.done("/schedule/pause", ref);
    JsonNode listed = console.get("/schedules?zone=Asia/Shanghai").at("/items/0");
    assertThat(listed.get("paused").asBoolean()).isTrue();
    assertThat(listed.at("/fires/0").asString()).contains("T11:00:00.000+08:00");
    console.done("/schedule/resume", ref);
    assertThat(console.done("/schedule/run", ref).get("queue").asString()).isEqualTo("low");
    console.get("/schedule/history?id=" + encoded("book:n/ 中"));
    assertThat(console.send("delete", "/schedule?id=" + encoded("book:n/ 中"), "").status())
        .isEqualTo(204);
  }

  @Test
  void doctor_examined_showsFindingsAndRepairs() throws Exception {
    assertThat(console.send("post", "/doctor/examine", "").status()).isEqualTo(202);
    await().until(() -> console.get("/doctor").get("state").asString().equals("examined"));
    assertThat(
            console.post("/doctor/repair", "{\"findings\":[\"f999\"],\"reason\":\"x\"}").status())
        .isEqualTo(400);
  }

  @Test
  void queue_deleted_isGone() throws Exception {
    enqueue("gone");
    assertThat(console.send("delete", "/queue?queue=gone", "").status()).isEqualTo(409);
    assertThat(console.send("delete", "/queue?queue=gone&tasks=delete", "").status())
        .isEqualTo(400);
    assertThat(console.send("delete", "/queue?queue=gone&tasks=delete&phrase=gone", "").status())
        .isEqualTo(204);
    assertThat(console.inspector.queues()).doesNotContain("gone");
  }
}
