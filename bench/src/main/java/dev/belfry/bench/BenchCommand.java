package dev.belfry.bench;

import dev.belfry.bench.console.ConsoleCommand;
import dev.belfry.bench.faults.FaultsCommand;
import dev.belfry.bench.kafka.KafkaCommand;
import dev.belfry.bench.messages.ConsumerCommand;
import dev.belfry.bench.messages.ProducerCommand;
import dev.belfry.bench.outbox.OutboxCommand;
import dev.belfry.cli.BelfryCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code belfry bench}: a group of commands. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      WorkerCommand.class,
      TasksCommand.class,
      CompareCommand.class,
      FaultsCommand.class,
      ConsumerCommand.class,
      ProducerCommand.class,
      KafkaCommand.class,
      OutboxCommand.class,
      ConsoleCommand.class,
      MicroCommand.class
    },
    description = "Measures, and runs plain workers and consumers to try things with.")
public final class BenchCommand implements BelfryCommand, Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say which benchmark to run.");
  }
}
