package dev.belfry.cli.task;

import dev.belfry.cli.Consent;
import dev.belfry.cli.EachCommand;
import dev.belfry.tasks.TaskInspector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code belfry task delete}. */
@Command(
    name = "delete",
    aliases = {"rm", "remove"},
    mixinStandardHelpOptions = true,
    description = "Deletes tasks with their unique locks.")
final class TaskDeleteCommand extends EachCommand {

  @Mixin private TaskChoice tasks = new TaskChoice();

  @Mixin private Consent consent = new Consent();

  @Override
  protected int run(TaskInspector inspector) {
    consent.require(
        session(),
        spec.commandLine().getErr(),
        "Delete " + tasks.ids.size() + " tasks of queue \"" + tasks.queue + "\"?");
    return each(
        "delete",
        tasks.queue,
        tasks.ids,
        id -> {
          inspector.delete(tasks.queue, id);
          return "task deleted";
        });
  }
}
