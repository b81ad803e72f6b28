package dev.belfry.cli.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.cli.DurationOption;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskOption;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that describe a new task; of many tasks, what holds unless a line says otherwise. */
public final class NewTaskOptions {
  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      description = "The type.")
  private @Nullable String type;

  @Option(
      names = {"-l", "--payload"},
      paramLabel = "TEXT",
      description = "The payload, usually JSON.")
  private @Nullable String payload;

  @Option(
      names = {"-q", "--queue"},
      paramLabel = "QUEUE",
      description = "The queue (default: default).")
  private @Nullable String queue;

  @Option(names = "--id", paramLabel = "ID", description = "The id (default: random).")
  private @Nullable String id;

  @Option(
      names = {"--retry", "--max-retry"},
      paramLabel = "N",
      description = "How often it is tried again (default: 25).")
  private @Nullable Integer retry;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "How long an attempt may take (default: 30m).")
  private @Nullable Duration timeout;

  @Option(names = "--deadline", paramLabel = "INSTANT", description = "When it is too late.")
  private @Nullable OffsetDateTime deadline;

  @Option(
      names = "--unique",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "No second one of the same type and payload for that time.")
  private @Nullable Duration unique;

  @Option(
      names = {"--process_in", "--process-in"},
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "Run after that time.")
  private @Nullable Duration processIn;

  @Option(
      names = {"--process_at", "--process-at"},
      paramLabel = "INSTANT",
      description = "Run then, as 2026-11-23T08:00:00Z.")
  private @Nullable OffsetDateTime processAt;

  @Option(
      names = "--retention",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "Keep it for that time when it is done.")
  private @Nullable Duration retention;

  @Option(names = "--group", paramLabel = "GROUP", description = "Aggregate it with this group.")
  private @Nullable String group;

  @Option(names = "--header", paramLabel = "KEY=VALUE", description = "What travels with it.")
  private Map<String, String> headers = Map.of();

  /** For picocli. */
  public NewTaskOptions() {}

  /** The type, if one was given. */
  public @Nullable String type() {
    return type;
  }

  /** The task, of that type. */
  public Task task(String ofType) {
    return payload == null ? Task.of(ofType) : Task.of(ofType, payload.getBytes(UTF_8));
  }

  /** The options that were given. */
  public List<TaskOption> options() {
    List<TaskOption> options = new ArrayList<>();
    if (queue != null) {
      options.add(TaskOption.queue(queue));
    }
    if (id != null) {
      options.add(TaskOption.taskId(id));
    }
    if (retry != null) {
      options.add(TaskOption.maxRetry(retry));
    }
    if (timeout != null) {
      options.add(TaskOption.timeout(timeout));
    }
    if (deadline != null) {
      options.add(TaskOption.deadline(deadline.toInstant()));
    }
    if (unique != null) {
      options.add(TaskOption.unique(unique));
    }
    if (processIn != null) {
      options.add(TaskOption.processIn(processIn));
    }
    if (processAt != null) {
      options.add(TaskOption.processAt(processAt.toInstant()));
    }
    if (retention != null) {
      options.add(TaskOption.retention(retention));
    }
    if (group != null) {
      options.add(TaskOption.group(group));
    }
    headers.forEach((key, value) -> options.add(TaskOption.header(key, value)));
    return options;
  }
}
