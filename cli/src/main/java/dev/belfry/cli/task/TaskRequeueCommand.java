package dev.belfry.cli.task;

import dev.belfry.cli.EachCommand;
import dev.belfry.tasks.TaskEdit;
import dev.belfry.tasks.TaskInspector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code belfry task requeue}. */
@Command(
    name = "requeue",
    aliases = "edit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Lets tasks run again with all their retries, with changes if there are any. They keep"
            + " their ids.")
final class TaskRequeueCommand extends EachCommand {

  @Mixin private TaskChoice tasks = new TaskChoice();

  @Mixin private EditOptions options = new EditOptions();

  @Override
  protected int run(TaskInspector inspector) {
    TaskEdit edit = options.edit();
    return each(
        "requeue",
        tasks.queue,
        tasks.ids,
        id -> {
          inspector.transfer().requeue(tasks.queue, id, edit);
          return "task " + id + " runs again";
        });
  }
}
