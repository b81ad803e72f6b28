package dev.belfry.cli.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.cli.DurationOption;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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
      names = "--unique",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "No second one of the same type and payload for that time.")
  private @Nullable Duration unique;

  @Option(names = "--group", paramLabel = "GROUP", description = "Aggregate it with this group.")
  private @Nullable String group;

  @Mixin private TaskTerms terms = new TaskTerms();

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
    List<TaskOption> options = new ArrayList<>(terms.options());
    TaskTerms.add(options, queue, TaskOption::queue);
    TaskTerms.add(options, id, TaskOption::taskId);
    TaskTerms.add(options, unique, TaskOption::unique);
    TaskTerms.add(options, group, TaskOption::group);
    return options;
  }
}
