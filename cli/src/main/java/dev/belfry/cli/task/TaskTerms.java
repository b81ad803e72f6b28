package dev.belfry.cli.task;

import dev.belfry.cli.DurationOption;
import dev.belfry.tasks.TaskOption;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options on when and how often a task runs, of new tasks as of changed ones. */
final class TaskTerms {
  @Option(
      names = {"--retry", "--max-retry"},
      paramLabel = "N",
      description = "How often it is tried again (of a new task: 25).")
  private @Nullable Integer retry;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "How long an attempt may take (of a new task: 30m).")
  private @Nullable Duration timeout;

  @Option(names = "--deadline", paramLabel = "INSTANT", description = "When it is too late.")
  private @Nullable OffsetDateTime deadline;

  @Option(
      names = {"--process_in", "--process-in"},
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "Run after that time (default: at once).")
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

  @Option(names = "--header", paramLabel = "KEY=VALUE", description = "What travels with it.")
  private Map<String, String> headers = Map.of();

  /** The options that were given. */
  List<TaskOption> options() {
    List<TaskOption> options = new ArrayList<>();
    add(options, retry, TaskOption::maxRetry);
    add(options, timeout, TaskOption::timeout);
    add(options, deadline, at -> TaskOption.deadline(at.toInstant()));
    add(options, processIn, TaskOption::processIn);
    add(options, processAt, at -> TaskOption.processAt(at.toInstant()));
    add(options, retention, TaskOption::retention);
    headers.forEach((key, value) -> options.add(TaskOption.header(key, value)));
    return options;
  }

  /** Adds the option of a value, if there is one. */
  static <T> void add(List<TaskOption> options, @Nullable T value, Function<T, TaskOption> option) {
    if (value != null) {
      options.add(option.apply(value));
    }
  }
}
