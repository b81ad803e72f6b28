package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.PeriodicTaskManager;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.ScheduleEntry;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskOption;
import dev.belfry.tasks.TaskServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverviewCommandsTest extends OnStore {

  @Test
  void stats_showTasksByStateAndQueueAndRedis() throws Exception {
    client.enqueue(Task.of("t"), TaskOption.queue(ODD));
    assertThat(belfry("stats")).isZero();
    assertThat(out.toString()).contains("AGGREGATING").contains(ODD).contains("redis_version");
    assertThat(json("stats", "stats").get("counts").get("pending").asInt()).isEqualTo(1);
  }

  @Test
  void watch_printsAgainAndAgain() {
    assertThat(belfry("stats", "--watch", "1ms")).isZero();
    assertThat(out.toString().split("Tasks by state", -1)).hasSize(3);
    assertThat(belfry("stats", "--watch", "soon")).isEqualTo(2);
  }

  @Test
  void serversAndSchedulers_thatRun_areListed() throws Exception {
    var target = RedisTarget.parse(uri());
    assertThat(belfry("server", "ls")).isZero();
    assertThat(out.toString()).contains("No server is running");
    var book = inspector.schedules();
    book.create(
        ScheduleEntry.builder("@every 1s", Task.of("tick"))
            .name("t")
            .options(TaskOption.queue(ODD))
            .build());
    var server =
        TaskServer.builder(target)
            .queues(Map.of(ODD, 3))
            .handler((task, context) -> Outcome.done())
            .build();
    var manager = PeriodicTaskManager.builder(target).book(book).build();
    server.start();
    manager.start();
    try {
      Awaitility.await()
          .until(() -> !inspector.servers().isEmpty() && !inspector.schedulerEntries().isEmpty());
      assertThat(belfry("server", "ls")).isZero();
      assertThat(out.toString()).contains("active").contains(ODD + ":3").contains("/10");
      assertThat(json("server-ls", "server", "ls").size()).isEqualTo(1);
      var entries = json("cron-ls", "cron", "ls");
      String id = entries.get(0).get("id").asString();
      Awaitility.await().until(() -> json("cron-history", "cron", "history", id).size() > 0);
      assertThat(belfry("cron", "history", id)).isZero();
      assertThat(out.toString()).contains("schedule:t:");
      assertThat(belfry("cron", "ls")).isZero();
      assertThat(out.toString()).contains("@every 1s").contains("tick");
    } finally {
      manager.stop(Deadline.in(Duration.ofSeconds(2)));
      server.stop(Deadline.in(Duration.ofSeconds(2)));
      book.delete("t");
    }
  }

  @Test
  void schedule_allCommands_workOnTheBook() throws Exception {
    assertThat(
            belfry(
                "schedule",
                "create",
                ODD,
                "0 3 * * *",
                "-t",
                "report",
                "-q",
                ODD,
                "--zone",
                "Asia/Shanghai",
                "-l",
                "{}"))
        .isZero();
    assertThat(belfry("schedule", "create", ODD, "@daily", "-t", "report")).isNotZero();
    assertThat(err.toString()).contains("already");
    assertThat(belfry("schedule", "ls")).isZero();
    assertThat(out.toString()).contains(ODD).contains("0 3 * * *").contains("Asia/Shanghai");
    assertThat(json("schedule-ls", "schedules", "ls").get(0).get("queue").asString())
        .isEqualTo(ODD);
    assertThat(belfry("schedule", "next", ODD, "--count", "2")).isZero();
    assertThat(out.toString().lines()).hasSize(2).allMatch(line -> line.endsWith("T19:00Z"));
    assertThat(json("schedule-next", "schedule", "next", ODD, "--zone", "Asia/Shanghai").size())
        .isEqualTo(5);
    assertThat(belfry("schedule", "pause", ODD)).isZero();
    assertThat(json("schedule-ls", "schedule", "ls").get(0).get("paused").asBoolean()).isTrue();
    assertThat(belfry("schedule", "run", ODD)).isZero();
    assertThat(inspector.queue(ODD).size()).isEqualTo(1);
    assertThat(belfry("schedule", "resume", ODD)).isZero();
    assertThat(
            belfry(
                "schedule",
                "replace",
                ODD,
                "@hourly",
                "-t",
                "report",
                "--skip-overlap",
                "--catch-up",
                "2"))
        .isZero();
    assertThat(belfry("schedule", "delete", ODD)).isEqualTo(1);
    assertThat(belfry("schedule", "delete", ODD, "-y")).isZero();
    assertThat(belfry("schedule", "pause", ODD)).isEqualTo(3);
    assertThat(belfry("schedule", "create", "x", "at noon", "-t", "t")).isEqualTo(2);
    assertThat(belfry("schedule", "create", "x", "@daily")).isEqualTo(2);
  }

  @Test
  void doctor_findsAndRepairs() throws Exception {
    client.enqueue(Task.of("t"), TaskOption.taskId("i"));
    assertThat(json("doctor", "doctor").get("findings").size()).isZero();
    redis(raw -> raw.lrem("asynq:{default}:pending", 0, "i"));
    assertThat(belfry("doctor")).isEqualTo(1);
    assertThat(out.toString()).contains("TASK_NOWHERE");
    assertThat(belfry("doctor", "--repair")).isEqualTo(1);
    assertThat(json("doctor", "doctor", "--repair", "-y").get("repair").get("repaired").asInt())
        .isEqualTo(1);
    assertThat(belfry("doctor")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void completion_ofEachShell_knowsTheCommands(String shell) {
    assertThat(belfry("completion", shell)).isZero();
    assertThat(out.toString()).contains("requeue").contains("without-header");
    assertThat(belfry("completion", "csh")).isEqualTo(2);
  }

  @Test
  void schema_ofEachCommand_isPrinted() {
    assertThat(belfry("schema")).isZero();
    for (String name : out.toString().lines().toList()) {
      assertThat(belfry("schema", name)).as(name).isZero();
    }
    assertThat(belfry("schema", "x")).isEqualTo(3);
  }

  @Test
  void profile_ofTheFile_namesTheRedis(@TempDir Path settings) throws Exception {
    client.enqueue(Task.of("t"), TaskOption.queue("here"));
    Files.writeString(
        settings.resolve("profiles.yaml"),
        """
        profile: local
        profiles:
          local:
            redis: ${WHERE}
          other:
            redis: ${WHERE}
            namespace: elsewhere
        """);
    var variables = new HashMap<>(Map.of("WHERE", uri()));
    assertThat(call(variables, settings, List.of("queue", "ls"))).as(err.toString()).isZero();
    assertThat(out.toString()).contains("here");
    assertThat(call(variables, settings, List.of("queue", "ls", "--profile", "other"))).isZero();
    assertThat(out.toString()).doesNotContain("here");
    assertThat(call(variables, settings, List.of("queue", "ls", "--profile", "no"))).isEqualTo(3);
    assertThat(err.toString()).contains("[local, other]");
    variables.put("BELFRY_REDIS", "http://x");
    assertThat(call(variables, settings, List.of("queue", "ls"))).isEqualTo(1);
    assertThat(err.toString()).contains("http");
  }

  @Test
  void redis_thatDoesNotAnswer_isOneSentence() {
    assertThat(call(Map.of(), Path.of("nowhere"), List.of("stats", "-u", "redis://127.0.0.1:1")))
        .isEqualTo(1);
    assertThat(err.toString()).contains("127.0.0.1:1").doesNotContain("\tat ");
  }

  @Test
  void help_ofEachCommand_isThere() {
    for (var command : Belfry.commandLine().getSubcommands().values()) {
      assertThat(command.getUsageMessage()).contains("Usage:");
      command
          .getSubcommands()
          .values()
          .forEach(each -> assertThat(each.getUsageMessage()).contains("Usage:"));
    }
  }
}
