package dev.belfry.cli.schedule;

import dev.belfry.cli.BelfryCommand;
import dev.belfry.cli.CommandGroup;
import picocli.CommandLine.Command;

/** {@code belfry schedule}. */
@Command(
    name = "schedule",
    aliases = "schedules",
    mixinStandardHelpOptions = true,
    description = {
      "Makes, changes and runs schedules that are kept in Redis.",
      "They fire in each PeriodicTaskManager that reads the book of schedules."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ScheduleListCommand.class,
      ScheduleNextCommand.class,
      ScheduleWriteCommand.Create.class,
      ScheduleWriteCommand.Replace.class,
      ScheduleChangeCommand.Run.class,
      ScheduleChangeCommand.Pause.class,
      ScheduleChangeCommand.Resume.class,
      ScheduleChangeCommand.Delete.class
    })
public final class ScheduleCommand extends CommandGroup implements BelfryCommand {
  /** For picocli. */
  public ScheduleCommand() {}
}
