package dev.belfry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.cli.overview.SchemaCommand;
import dev.belfry.service.Deadline;
import dev.belfry.service.Service;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.ScheduleEntry;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskOption;
import dev.belfry.tasks.TaskScheduler;
import dev.belfry.tasks.TaskServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Walks all commands that there are, with a name that is hard on all of them for whatever has a
 * name, as text and as JSON, which must be as its schema says.
 */
class EveryCommandTest extends OnStore {
  /** They ask no store, or go on until somebody ends them; tests of their own call them. */
  private static final Set<String> WITHOUT_NAMES =
      Set.of("completion", "console", "dash", "schema", "fail");

  /** What they print has the name in it. */
  private static final Set<String> SHOW_NAMES =
      Set.of(
          "cron ls",
          "group ls",
          "queue history",
          "queue inspect",
          "queue ls",
          "queue pause",
          "queue unpause",
          "schedule create",
          "schedule delete",
          "schedule ls",
          "schedule pause",
          "schedule replace",
          "schedule resume",
          "schedule run",
          "search",
          "server ls",
          "stats",
          "task cancel",
          "task inspect",
          "task ls");

  private static final String OTHER = "other " + ODD;
  private static final String QUERY = "queue:\"" + ODD + "\"";

  private static KafkaWithLetters kafka;

  private final List<Service> running = new ArrayList<>();

  /** Prepares what a call needs. */
  interface Stage {
    void set(EveryCommandTest test) throws Exception;
  }

  /** One call of a command; {@code TOPIC} and {@code ENTRY} stand for what its stage has made. */
  record Call(String command, Stage stage, List<String> words) {
    @Override
    public String toString() {
      return String.join(" ", words);
    }
  }

  private final Map<String, String> made = new HashMap<>();

  private static final Map<String, List<Call>> CALLS = new TreeMap<>();

  private static void call(Stage stage, String command, String... names) {
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.addAll(List.of(names));
    CALLS.computeIfAbsent(command, key -> new ArrayList<>()).add(new Call(command, stage, words));
  }

  static {
    Stage pending = test -> test.put();
    Stage scheduled = test -> test.put(TaskOption.processIn(ofHours(1)));
    Stage grouped = test -> test.put(TaskOption.group(ODD));
    Stage booked = EveryCommandTest::book;
    Stage letters =
        test -> test.made.put("TOPIC", kafka.letters("every-" + UUID.randomUUID(), ODD));

    call(pending, "stats");
    call(pending, "doctor");
    call(EveryCommandTest::lose, "doctor", "--repair", "--yes");
    call(pending, "queue ls");
    call(pending, "queue inspect", ODD);
    call(pending, "queue history", ODD);
    call(pending, "queue pause", ODD);
    call(
        test -> {
          test.put();
          inspector.pause(ODD);
        },
        "queue unpause",
        ODD);
    call(pending, "queue rm", ODD, "--force", "--yes");

    call(pending, "task ls", "-q", ODD, "-s", "pending");
    call(scheduled, "task ls", "-q", ODD, "-s", "scheduled");
    call(grouped, "task ls", "-q", ODD, "-s", "aggregating", "-g", ODD);
    call(pending, "task inspect", "-q", ODD, "-i", ODD);
    call(grouped, "task inspect", "-q", ODD, "-i", ODD);
    call(test -> {}, "task enqueue", "-t", ODD, "-q", ODD, "--id", ODD, "-l", ODD);
    call(test -> {}, "task enqueue", "-t", ODD, "-q", ODD, "--id", ODD, "--group", ODD);
    call(
        test -> test.pipes("{\"type\":\"%s\",\"queue\":\"%<s\",\"id\":\"%<s\"}%n".formatted(ODD)),
        "task enqueue",
        "--stdin");
    call(scheduled, "task run", "-q", ODD, "-i", ODD);
    call(pending, "task archive", "-q", ODD, "-i", ODD);
    call(pending, "task delete", "-q", ODD, "-i", ODD, "--yes");
    call(pending, "task cancel", ODD);
    call(pending, "task move", "-q", ODD, "-i", ODD, "--to", OTHER);
    call(scheduled, "task requeue", "-q", ODD, "-i", ODD, "--type", OTHER, "--payload", ODD);
    call(scheduled, "task runall", "-q", ODD, "-s", "scheduled");
    call(grouped, "task runall", "-q", ODD, "-s", "aggregating", "-g", ODD);
    call(pending, "task archiveall", "-q", ODD, "-s", "pending", "--yes");
    call(grouped, "task archiveall", "-q", ODD, "-s", "aggregating", "-g", ODD, "--yes");
    call(pending, "task deleteall", "-q", ODD, "-s", "pending", "--yes");
    call(grouped, "task deleteall", "-q", ODD, "-s", "aggregating", "-g", ODD, "--yes");

    call(pending, "search", QUERY, "id:\"" + ODD + "\"", "type:\"" + ODD + "\"");
    call(grouped, "search", QUERY, "group:\"" + ODD + "\"", "\"" + ODD + "\"");
    for (String action : List.of("archive", "delete")) {
      call(pending, "bulk", action, QUERY, "--reason", ODD, "--yes");
    }
    call(scheduled, "bulk", "run", QUERY, "--yes");
    call(pending, "bulk", "cancel", QUERY, "--dry-run");
    call(pending, "bulk", "move", QUERY, "--to", OTHER, "--yes");
    call(pending, "bulk", "requeue", QUERY, "--type", OTHER, "--yes");

    call(grouped, "group ls", "-q", ODD);
    call(EveryCommandTest::serve, "server ls");
    call(EveryCommandTest::scheduleFromCode, "cron ls");
    call(EveryCommandTest::scheduleFromCode, "cron history", "ENTRY");
    call(test -> {}, "cron next", "0 3 * * *");

    call(booked, "schedule ls");
    call(booked, "schedule next", ODD);
    call(test -> {}, "schedule create", ODD, "@daily", "-t", ODD, "-q", ODD);
    call(booked, "schedule replace", ODD, "@hourly", "-t", ODD, "-q", ODD);
    call(booked, "schedule run", ODD);
    call(booked, "schedule pause", ODD);
    call(
        test -> {
          test.book();
          inspector.schedules().pause(ODD);
        },
        "schedule resume",
        ODD);
    call(booked, "schedule delete", ODD, "--yes");

    call(letters, "dlt ls");
    call(letters, "dlt ls", "TOPIC", "--key", ODD);
    call(letters, "dlt inspect", "TOPIC", "0@0");
    call(letters, "dlt replay", "TOPIC", "--key", ODD, "--yes");
    call(letters, "dlt discard", "TOPIC", "--key", ODD, "--yes");
  }

  @BeforeAll
  static void startKafka() {
    kafka = new KafkaWithLetters();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @AfterEach
  void stopAll() throws Exception {
    for (Service each : running) {
      each.stop(Deadline.in(Duration.ofSeconds(2)));
    }
  }

  private void put(TaskOption... options) {
    Task task = Task.of(ODD, ODD.getBytes(UTF_8)).withHeader(ODD, ODD);
    client.enqueue(task.with(TaskOption.queue(ODD), TaskOption.taskId(ODD)), options);
  }

  private void lose() {
    put();
    redis(raw -> raw.lrem("asynq:{" + ODD + "}:pending", 0, ODD));
  }

  private void book() {
    inspector
        .schedules()
        .create(
            ScheduleEntry.builder("@daily", Task.of(ODD))
                .name(ODD)
                .options(TaskOption.queue(ODD))
                .build());
  }

  private void serve() throws Exception {
    start(
        TaskServer.builder(RedisTarget.parse(uri()))
            .queues(Map.of(ODD, 1))
            .handler((task, context) -> Outcome.done())
            .build());
    await().until(() -> !inspector.servers().isEmpty());
  }

  private void scheduleFromCode() throws Exception {
    start(
        TaskScheduler.builder(RedisTarget.parse(uri()))
            .register("@every 1s", Task.of(ODD), TaskOption.queue(ODD))
            .build());
    await().until(() -> inspector.queues().contains(ODD));
    made.put("ENTRY", inspector.schedulerEntries().getFirst().id());
  }

  private void start(Service service) throws Exception {
    running.add(service);
    service.start();
  }

  /** All commands that are not mere groups, by the words that call them. */
  private static Map<String, CommandLine> commands() {
    var found = new TreeMap<String, CommandLine>();
    collect("", Belfry.commandLine(), found);
    return found;
  }

  private static void collect(String words, CommandLine line, Map<String, CommandLine> found) {
    Set<CommandLine> inner = new LinkedHashSet<>(line.getSubcommands().values());
    inner.forEach(each -> collect((words + " " + each.getCommandName()).strip(), each, found));
    if (inner.isEmpty()) {
      found.put(words, line);
    }
  }

  static Stream<Call> calls() {
    return CALLS.values().stream().flatMap(List::stream);
  }

  @Test
  void eachCommand_isCalledHere() {
    var expected = new ArrayList<>(commands().keySet());
    expected.removeAll(WITHOUT_NAMES);
    assertThat(CALLS.keySet()).containsExactlyElementsOf(expected);
    commands()
        .forEach((words, line) ->
            assertThat(
                    line.getCommandSpec().optionsMap().containsKey("--json")
                        || WITHOUT_NAMES.contains(words))
                .as(words)
                .isTrue());
  }

  @Test
  void documents_nameEachCommandAndOption() throws Exception {
    String documents =
        Files.readString(Path.of("../docs/cli.md"))
            + Files.readString(Path.of("../docs/console.md"));
    var missing = new TreeSet<String>();
    commands()
        .forEach((words, line) -> {
          Stream.concat(
                  Stream.of(words.split(" ", -1)),
                  line.getCommandSpec().options().stream().map(option -> option.longestName()))
              .filter(name -> !documents.contains(name))
              .forEach(name -> missing.add(words + ": " + name));
        });
    missing.removeIf(each -> each.startsWith("fail") || each.endsWith(": --version"));
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void hardNames_asText_areWhatTheyAre(Call call) throws Exception {
    call.stage.set(this);
    assertThat(run(call)).as(err.toString()).isEqualTo(ExitCodes.DONE);
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString()).isNotEmpty();
    if (SHOW_NAMES.contains(call.command)) {
      assertThat(out.toString()).contains(ODD);
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void hardNames_asJson_areAsTheSchemaSays(Call call) throws Exception {
    call.stage.set(this);
    assertThat(run(call, "--json")).as(err.toString()).isEqualTo(ExitCodes.DONE);
    assertThat(err.toString()).isEmpty();
    valid(schema(call.command), out.toString());
  }

  private int run(Call call, String... more) {
    var variables = Map.of("BELFRY_REDIS", uri(), "BELFRY_KAFKA", kafka.brokers(), "NO_COLOR", "1");
    return call(
        variables,
        Path.of("nowhere"),
        Stream.concat(call.words.stream(), Arrays.stream(more))
            .map(word -> made.getOrDefault(word, word))
            .toList());
  }

  /** Changes share one, but for those that have their own. */
  private static String schema(String command) {
    String own = command.replace(' ', '-');
    return SchemaCommand.NAMES.contains(own)
        ? own
        : command.equals("dlt discard") ? "dlt-replay" : "change";
  }
}
