package dev.belfry.cli.cron;

import dev.belfry.cli.BelfryCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code belfry cron}: schedules. */
@Command(
    name = "cron",
    mixinStandardHelpOptions = true,
    description = "Explains schedules.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = NextCommand.class)
public final class CronCommand implements BelfryCommand, Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** For picocli. */
  public CronCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do, such as: belfry cron next.");
  }
}
