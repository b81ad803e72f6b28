package dev.belfry.bench.kafka;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code belfry bench kafka}: a group of commands. */
@Command(
    name = "kafka",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {NoopCommand.class, SlowCommand.class, FailuresCommand.class},
    description = "Measures consumers on a Kafka of its own, and prints one JSON object.")
public final class KafkaCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** For picocli. */
  public KafkaCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to measure.");
  }
}
