package dev.belfry.cli.task;

import dev.belfry.cli.EachCommand;
import dev.belfry.tasks.TaskInspector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code belfry task move}. */
@Command(
    name = "move",
    mixinStandardHelpOptions = true,
    description = "Puts tasks into another queue, in the same state and with the same time.")
final class TaskMoveCommand extends EachCommand {

  @Mixin private TaskChoice tasks = new TaskChoice();

  @Option(names = "--to", required = true, paramLabel = "QUEUE", description = "The other queue.")
  private String to = "";

  @Override
  protected int run(TaskInspector inspector) {
    return each(
        "move",
        tasks.queue,
        tasks.ids,
        id -> {
          inspector.transfer().move(tasks.queue, id, to);
          return "task " + id + " is now in queue \"" + to + "\"";
        });
  }
}
