package dev.belfry.cli.task;

import dev.belfry.cli.EachCommand;
import dev.belfry.tasks.TaskInspector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code belfry task archive}. */
@Command(name = "archive", mixinStandardHelpOptions = true, description = "Archives tasks.")
final class TaskArchiveCommand extends EachCommand {

  @Mixin private TaskChoice tasks = new TaskChoice();

  @Override
  protected int run(TaskInspector inspector) {
    return each(
        "archive",
        tasks.queue,
        tasks.ids,
        id -> {
          inspector.archive(tasks.queue, id);
          return "task archived";
        });
  }
}
