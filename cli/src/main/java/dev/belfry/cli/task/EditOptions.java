package dev.belfry.cli.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.cli.DurationOption;
import dev.belfry.tasks.TaskEdit;
import dev.belfry.tasks.TaskOption;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is to be different about a task. */
final class EditOptions {
  @Option(names = "--type", paramLabel = "TYPE", description = "Another type.")
  private @Nullable String type;

  @Option(names = "--payload", paramLabel = "TEXT", description = "Another payload.")
  private @Nullable String payload;

  @Option(names = "--header", paramLabel = "KEY=VALUE", description = "Another header.")
  private Map<String, String> headers = Map.of();

  @Option(names = "--without-header", paramLabel = "KEY", description = "Take a header away.")
  private List<String> withoutHeaders = List.of();

  @Option(names = "--to", paramLabel = "QUEUE", description = "Into another queue.")
  private @Nullable String to;

  @Option(names = "--max-retry", paramLabel = "N", description = "Another number of retries.")
  private @Nullable Integer maxRetry;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "Another timeout.")
  private @Nullable Duration timeout;

  @Option(names = "--deadline", paramLabel = "INSTANT", description = "Another deadline.")
  private @Nullable OffsetDateTime deadline;

  @Option(
      names = "--retention",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "Another retention.")
  private @Nullable Duration retention;

  @Option(
      names = "--process-in",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "Run after that time; default: at once.")
  private @Nullable Duration processIn;

  @Option(names = "--process-at", paramLabel = "INSTANT", description = "Run then.")
  private @Nullable OffsetDateTime processAt;

  Optional<String> to() {
    return Optional.ofNullable(to);
  }

  TaskEdit edit() {
    var edit = TaskEdit.builder();
    if (type != null) {
      edit.type(type);
    }
    if (payload != null) {
      edit.payload(payload.getBytes(UTF_8));
    }
    withoutHeaders.forEach(edit::withoutHeader);
    headers.forEach((key, value) -> edit.options(TaskOption.header(key, value)));
    if (to != null) {
      edit.options(TaskOption.queue(to));
    }
    if (maxRetry != null) {
      edit.options(TaskOption.maxRetry(maxRetry));
    }
    if (timeout != null) {
      edit.options(TaskOption.timeout(timeout));
    }
    if (deadline != null) {
      edit.options(TaskOption.deadline(deadline.toInstant()));
    }
    if (retention != null) {
      edit.options(TaskOption.retention(retention));
    }
    if (processIn != null) {
      edit.options(TaskOption.processIn(processIn));
    }
    if (processAt != null) {
      edit.options(TaskOption.processAt(processAt.toInstant()));
    }
    return edit.build();
  }
}
