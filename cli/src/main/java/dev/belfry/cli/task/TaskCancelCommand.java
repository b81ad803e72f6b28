package dev.belfry.cli.task;

import dev.belfry.cli.EachCommand;
import dev.belfry.tasks.TaskInspector;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belfry task cancel}. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = "Asks the servers that run tasks to cancel them.")
final class TaskCancelCommand extends EachCommand {

  @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids of tasks.")
  private List<String> ids = List.of();

  @Option(
      names = {"-q", "--queue"},
      paramLabel = "QUEUE",
      description = "Their queue; then it is an error if one is not active. Default: any.")
  private @Nullable String queue;

  @Override
  protected int run(TaskInspector inspector) {
    String of = queue;
    return each(
        "cancel",
        of,
        ids,
        id -> {
          if (of == null) {
            inspector.cancel(id);
          } else {
            inspector.cancel(of, id);
          }
          return "asked to cancel task " + id;
        });
  }
}
