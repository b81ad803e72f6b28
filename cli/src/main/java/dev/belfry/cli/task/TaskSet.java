package dev.belfry.cli.task;

import dev.belfry.tasks.TaskState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that name all tasks of a state, or of a group. */
final class TaskSet {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-q", "--queue"},
      paramLabel = "QUEUE",
      defaultValue = "default",
      description = "The queue (default: ${DEFAULT-VALUE}).")
  private String queue = "default";

  @Option(
      names = {"-s", "--state"},
      required = true,
      paramLabel = "STATE",
      converter = States.class,
      description = "active, pending, aggregating, scheduled, retry, archived or completed.")
  private TaskState state = TaskState.PENDING;

  @Option(
      names = {"-g", "--group"},
      paramLabel = "GROUP",
      description = "The group, if they are aggregating.")
  private @Nullable String group;

  String queue() {
    return queue;
  }

  TaskState state() {
    return state;
  }

  /** The group, if the state is aggregating. */
  Optional<String> group() {
    if ((state == TaskState.AGGREGATING) != (group != null)) {
      throw new ParameterException(
          spec.commandLine(), "--group belongs to --state aggregating, and that needs it");
    }
    return Optional.ofNullable(group);
  }
}
