package dev.belfry.cli.task;

import dev.belfry.cli.EachCommand;
import dev.belfry.tasks.TaskInspector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code belfry task run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Lets tasks run as soon as a worker is free.")
final class TaskRunCommand extends EachCommand {

  @Mixin private TaskChoice tasks = new TaskChoice();

  @Override
  protected int run(TaskInspector inspector) {
    return each(
        "run",
        tasks.queue,
        tasks.ids,
        id -> {
          inspector.run(tasks.queue, id);
          return "task is now pending";
        });
  }
}
