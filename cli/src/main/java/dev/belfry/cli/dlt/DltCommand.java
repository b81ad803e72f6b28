package dev.belfry.cli.dlt;

import dev.belfry.cli.BelfryCommand;
import dev.belfry.cli.CommandGroup;
import picocli.CommandLine.Command;

/** {@code belfry dlt}. */
@Command(
    name = "dlt",
    mixinStandardHelpOptions = true,
    description = "Shows dead letters of Kafka, sends them again, or forgets them.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DltListCommand.class,
      DltInspectCommand.class,
      DltReplayCommand.class,
      DltDiscardCommand.class
    })
public final class DltCommand extends CommandGroup implements BelfryCommand {
  /** For picocli. */
  public DltCommand() {}
}
