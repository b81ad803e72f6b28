package dev.belfry.cli.task;

import dev.belfry.cli.BelfryCommand;
import dev.belfry.cli.CommandGroup;
import picocli.CommandLine.Command;

/** {@code belfry task}. */
@Command(
    name = "task",
    mixinStandardHelpOptions = true,
    description = "Shows, changes and enqueues tasks.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TaskListCommand.class,
      TaskInspectCommand.class,
      TaskEnqueueCommand.class,
      TaskRunCommand.class,
      TaskArchiveCommand.class,
      TaskDeleteCommand.class,
      TaskCancelCommand.class,
      TaskMoveCommand.class,
      TaskRequeueCommand.class,
      AllCommand.RunAll.class,
      AllCommand.ArchiveAll.class,
      AllCommand.DeleteAll.class
    })
public final class TaskCommand extends CommandGroup implements BelfryCommand {
  /** For picocli. */
  public TaskCommand() {}
}
