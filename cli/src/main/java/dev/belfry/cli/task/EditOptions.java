package dev.belfry.cli.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.TaskEdit;
import dev.belfry.tasks.TaskOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what is to be different about a task. */
final class EditOptions {
  @Option(names = "--type", paramLabel = "TYPE", description = "Another type.")
  private @Nullable String type;

  @Option(names = "--payload", paramLabel = "TEXT", description = "Another payload.")
  private @Nullable String payload;

  @Option(names = "--without-header", paramLabel = "KEY", description = "Take a header away.")
  private List<String> withoutHeaders = List.of();

  @Option(names = "--to", paramLabel = "QUEUE", description = "Into another queue.")
  private @Nullable String to;

  @Mixin private TaskTerms terms = new TaskTerms();

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
    if (to != null) {
      edit.options(TaskOption.queue(to));
    }
    terms.options().forEach(edit::options);
    return edit.build();
  }
}
