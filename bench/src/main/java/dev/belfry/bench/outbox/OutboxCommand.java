package dev.belfry.bench.outbox;

import dev.belfry.bench.BenchCommand;
import dev.belfry.cli.CommandFailure;
import dev.belfry.embedded.EmbeddedServerException;
import dev.belfry.service.codec.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code belfry bench outbox}: measures the outbox. */
@Command(
    name = "outbox",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures the way of tasks from transactions into Redis, on a Redis and a database of its"
          + " own: written alone, relayed alone, both at once, and the delay of single ones."
    })
public final class OutboxCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--database",
      defaultValue = "MARIADB",
      description =
          "${COMPLETION-CANDIDATES}; MariaDB's commits are on the disk. [${DEFAULT-VALUE}]")
  private ShopDatabase.Kind database = ShopDatabase.Kind.MARIADB;

  @Option(
      names = "--intents",
      defaultValue = "40000",
      paramLabel = "N",
      description = "Transactions of each measurement. [${DEFAULT-VALUE}]")
  private int intents;

  @Option(
      names = "--writers",
      defaultValue = "16",
      paramLabel = "N",
      description = "Threads that commit them. [${DEFAULT-VALUE}]")
  private int writers;

  @Override
  public Integer call() throws InterruptedException {
    BenchCommand.logToStandardError();
    if (intents < 1 || writers < 1) {
      throw new ParameterException(spec.commandLine(), "--intents and --writers are at least 1");
    }
    try {
      var plan = new OutboxBenchmark.Plan(database, intents, writers);
      byte[] text = JsonCodec.create().encode(new OutboxBenchmark(plan).run().asMap());
      spec.commandLine().getOut().println(new String(text, StandardCharsets.UTF_8));
      spec.commandLine().getOut().flush();
      return 0;
    } catch (EmbeddedServerException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }
}
