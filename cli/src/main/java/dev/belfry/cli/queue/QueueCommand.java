package dev.belfry.cli.queue;

import dev.belfry.cli.BelfryCommand;
import dev.belfry.cli.CommandGroup;
import picocli.CommandLine.Command;

/** {@code belfry queue}. */
@Command(
    name = "queue",
    mixinStandardHelpOptions = true,
    description = "Shows, pauses and removes queues.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      QueueListCommand.class,
      QueueInspectCommand.class,
      QueueHistoryCommand.class,
      QueuePauseCommand.class,
      QueueResumeCommand.class,
      QueueRemoveCommand.class
    })
public final class QueueCommand extends CommandGroup implements BelfryCommand {
  /** For picocli. */
  public QueueCommand() {}
}
