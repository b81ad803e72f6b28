package dev.belfry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskOption;
import dev.belfry.tasks.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskCommandsTest extends OnStore {

  private void put(String queue, TaskState state, String id) {
    Task task = Task.of("mail:send", "{\"to\":\"中文@b\"}".getBytes(UTF_8)).withHeader("h", "v");
    var queueOption = TaskOption.queue(queue);
    var idOption = TaskOption.taskId(id);
    switch (state) {
      case SCHEDULED ->
          client.enqueue(task, queueOption, idOption, TaskOption.processIn(ofHours(1)));
      case AGGREGATING -> client.enqueue(task, queueOption, idOption, TaskOption.group("g"));
      case ARCHIVED -> {
        client.enqueue(task, queueOption, idOption);
        inspector.archive(queue, id);
      }
      default -> client.enqueue(task, queueOption, idOption);
    }
  }

  private static TaskInfo task(String queue, String id) {
    return inspector.task(queue, id).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(
      value = TaskState.class,
      names = {"PENDING", "SCHEDULED", "ARCHIVED", "AGGREGATING"})
  void ls_eachState_listsItsTasks(TaskState state) throws Exception {
    put(ODD, state, ODD);
    String[] words =
        state == TaskState.AGGREGATING
            ? new String[] {"task", "ls", "-q", ODD, "-s", state.name(), "-g", "g"}
            : new String[] {"task", "ls", "-q", ODD, "-s", state.name()};
    assertThat(belfry(words)).isZero();
    assertThat(out.toString()).contains(ODD).contains("mail:send").contains("中文@b");
    assertThat(json("task-ls", words).get("tasks").get(0).get("id").asString()).isEqualTo(ODD);
  }

  @Test
  void ls_otherStates_areListedOrEmpty() {
    put("default", TaskState.PENDING, "i");
    for (String state : List.of("active", "retry", "completed")) {
      assertThat(belfry("task", "ls", "-s", state)).isZero();
      assertThat(out.toString()).contains("No " + state + " tasks in queue \"default\"");
    }
    assertThat(belfry("task", "ls", "-s", "lost")).isEqualTo(2);
    assertThat(belfry("task", "ls", "-s", "aggregating")).isEqualTo(2);
    assertThat(belfry("task", "ls", "-s", "retry", "-q", "missing")).isEqualTo(3);
    assertThat(belfry("task", "ls", "-s", "pending", "--page", "0")).isEqualTo(2);
  }

  @Test
  void inspect_showsTheWholeTask() throws Exception {
    put(ODD, TaskState.PENDING, ODD);
    assertThat(belfry("task", "inspect", "-q", ODD, "-i", ODD)).isZero();
    assertThat(out.toString()).contains("{\"to\":\"中文@b\"}").contains("h: v").contains("0/25");
    var json = json("task-inspect", "task", "inspect", "-q", ODD, "-i", ODD);
    assertThat(json.get("task").get("headers").get("h").asString()).isEqualTo("v");
    assertThat(belfry("task", "inspect", "-q", ODD, "-i", "missing")).isEqualTo(3);
  }

  @Test
  void inspect_whatATerminalWouldObey_isShownAsText() {
    client.enqueue(Task.of("t", "\u001b[31mred\r\nnext".getBytes(UTF_8)), TaskOption.taskId("i"));
    assertThat(belfry("task", "inspect", "-i", "i")).isZero();
    assertThat(out.toString()).doesNotContain("\u001b").contains("·[31mred\nnext");
  }

  @Test
  void runArchiveDelete_severalTasks_sayWhatBecameOfEach() throws Exception {
    put(ODD, TaskState.SCHEDULED, "a/1");
    put(ODD, TaskState.SCHEDULED, "b");
    assertThat(belfry("task", "run", "-q", ODD, "-i", "a/1", "-i", "missing"))
        .isEqualTo(ExitCodes.PARTLY);
    assertThat(out.toString()).contains("task is now pending");
    assertThat(json("change", "task", "archive", "-q", ODD, "-i", "a/1").get("done").asInt())
        .isEqualTo(1);
    assertThat(task(ODD, "a/1").state()).isEqualTo(TaskState.ARCHIVED);
    assertThat(belfry("task", "delete", "-q", ODD, "-i", "a/1")).isEqualTo(ExitCodes.FAILED);
    assertThat(belfry("task", "rm", "-q", ODD, "-i", "a/1", "--yes")).isZero();
    assertThat(inspector.task(ODD, "a/1")).isEmpty();
    assertThat(belfry("task", "run", "-q", ODD, "-i", "missing")).isEqualTo(3);
    assertThat(belfry("task", "cancel", "-q", ODD, "b")).isEqualTo(ExitCodes.FAILED);
    assertThat(belfry("task", "cancel", "b", "c")).isZero();
  }

  @Test
  void moveAndRequeue_withChanges_keepTheId() {
    put("default", TaskState.ARCHIVED, ODD);
    assertThat(belfry("task", "move", "-i", ODD, "--to", ODD)).isZero();
    assertThat(
            belfry(
                "task",
                "requeue",
                "-q",
                ODD,
                "-i",
                ODD,
                "--payload",
                "new",
                "--type",
                "other",
                "--header",
                "k=v",
                "--without-header",
                "h",
                "--max-retry",
                "3",
                "--timeout",
                "9s",
                "--retention",
                "1h",
                "--process-in",
                "5m"))
        .isZero();
    TaskInfo task = task(ODD, ODD);
    assertThat(task.state()).isEqualTo(TaskState.SCHEDULED);
    assertThat(task.headers()).isEqualTo(Map.of("k", "v"));
    assertThat(new String(task.payload(), UTF_8)).isEqualTo("new");
    assertThat(task.timeout()).contains(Duration.ofSeconds(9));
    assertThat(belfry("task", "edit", "-q", ODD, "-i", ODD)).isZero();
    assertThat(task(ODD, ODD).state()).isEqualTo(TaskState.PENDING);
  }

  @Test
  void all_ofAState_areRunArchivedAndDeleted() throws Exception {
    put("default", TaskState.SCHEDULED, "a");
    put("default", TaskState.AGGREGATING, "b");
    assertThat(belfry("task", "runall", "-s", "scheduled")).isZero();
    assertThat(out.toString()).contains("1 tasks are now pending");
    assertThat(belfry("task", "runall", "-s", "aggregating", "-g", "g")).isZero();
    assertThat(belfry("task", "archiveall", "-s", "pending")).isEqualTo(ExitCodes.FAILED);
    assertThat(json("change", "task", "archiveall", "-s", "pending", "-y").get("done").asInt())
        .isEqualTo(2);
    types("yes\n");
    assertThat(belfry("task", "deleteall", "-s", "archived")).isZero();
    assertThat(out.toString()).contains("2 tasks deleted");
    assertThat(belfry("task", "archiveall", "-s", "active", "-y")).isEqualTo(2);
  }

  @Test
  void enqueue_withAllOptions_storesThem() throws Exception {
    assertThat(
            belfry(
                "task",
                "enqueue",
                "-t",
                "a:b",
                "-l",
                "{\"x\":1}",
                "-q",
                ODD,
                "--id",
                ODD,
                "--retry",
                "3",
                "--timeout",
                "1m",
                "--deadline",
                "2100-01-01T00:00:00Z",
                "--unique",
                "1h",
                "--process_in",
                "1h",
                "--retention",
                "2h",
                "--header",
                "k=v"))
        .isZero();
    assertThat(out.toString()).contains("enqueued task " + ODD + " to queue \"" + ODD + "\"");
    TaskInfo task = task(ODD, ODD);
    assertThat(task.maxRetry()).isEqualTo(3);
    assertThat(task.deadline()).contains(Instant.parse("2100-01-01T00:00:00Z"));
    assertThat(task.retention()).isEqualTo(ofHours(2));
    assertThat(belfry("task", "enqueue", "-t", "a:b", "-q", ODD, "--id", ODD)).isEqualTo(1);
    assertThat(belfry("task", "enqueue")).isEqualTo(2);
    assertThat(json("task-enqueue", "task", "enqueue", "-t", "x").get("stored").asBoolean())
        .isTrue();
  }

  @Test
  void enqueue_linesOfStandardInput_areJudgedEachByItself() throws Exception {
    pipes(
        """
        {"type":"a","id":"1","payload":{"n":1}}

        {"type":"a","id":"1"}
        no json
        {"id":"2","payload":"text","process_in":"1h","headers":{"k":"v"},"queue":"%s"}
        {"type":"a","typo":1}
        {"type":"a","timeout":"soon"}
        {"payload":1,"type":7}
        """
            .formatted(ODD));
    assertThat(belfry("task", "enqueue", "--stdin", "-t", "default-type"))
        .isEqualTo(ExitCodes.PARTLY);
    assertThat(out.toString()).contains("2 tasks enqueued, 5 not");
    assertThat(err.toString()).contains("line 3:").contains("line 4: no JSON").contains("'typo'");
    assertThat(new String(task("default", "1").payload(), UTF_8)).isEqualTo("{\"n\":1}");
    assertThat(task(ODD, "2").type()).isEqualTo("default-type");

    inspector.delete(ODD, "2");
    assertThat(belfry("task", "enqueue", "--stdin", "--json", "-t", "x"))
        .isEqualTo(ExitCodes.PARTLY);
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(7);
    for (String line : lines) {
      valid("task-enqueue", line);
    }
  }
}
