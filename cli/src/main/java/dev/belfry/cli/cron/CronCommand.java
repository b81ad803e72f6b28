package dev.belfry.cli.cron;

import dev.belfry.cli.BelfryCommand;
import dev.belfry.cli.CommandGroup;
import picocli.CommandLine.Command;

/** {@code belfry cron}: schedules. */
@Command(
    name = "cron",
    mixinStandardHelpOptions = true,
    description = "Shows what schedulers enqueue, and explains schedules.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {NextCommand.class, CronListCommand.class, CronHistoryCommand.class})
public final class CronCommand extends CommandGroup implements BelfryCommand {
  /** For picocli. */
  public CronCommand() {}
}
