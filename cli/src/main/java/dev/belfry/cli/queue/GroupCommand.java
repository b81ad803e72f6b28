package dev.belfry.cli.queue;

import dev.belfry.cli.BelfryCommand;
import dev.belfry.cli.CommandGroup;
import picocli.CommandLine.Command;

/** {@code belfry group}. */
@Command(
    name = "group",
    mixinStandardHelpOptions = true,
    description = "Shows groups of tasks that wait to be aggregated.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = GroupListCommand.class)
public final class GroupCommand extends CommandGroup implements BelfryCommand {
  /** For picocli. */
  public GroupCommand() {}
}
