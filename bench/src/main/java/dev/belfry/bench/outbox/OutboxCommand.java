package dev.belfry.bench.outbox;

import dev.belfry.bench.Count;
import dev.belfry.cli.CommandFailure;
import dev.belfry.embedded.EmbeddedServerException;
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
      "Measures the way of tasks and messages from transactions to Redis and Kafka, on servers of"
          + " its own: orders without them, written alone, relayed alone, both at once, and the"
          + " delay of single ones."
    })
public final class OutboxCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--database",
      defaultValue = "mariadb",
      description =
          "${COMPLETION-CANDIDATES}: started for this, or another one at --url. MariaDB's commits"
              + " are on the disk. [${DEFAULT-VALUE}]")
  private ShopDatabase.Kind database = ShopDatabase.Kind.MARIADB;

  @Option(
      names = "--url",
      defaultValue = "",
      paramLabel = "JDBC",
      description = "Address of an other database, an empty one: orders and an outbox are made.")
  private String url = "";

  @Option(names = "--user", defaultValue = "", description = "Of the other database.")
  private String user = "";

  @Option(names = "--password", defaultValue = "", description = "Of the other database.")
  private String password = "";

  @Option(
      names = "--load",
      defaultValue = "tasks",
      description =
          "${COMPLETION-CANDIDATES}: what a transaction writes beside its order."
              + " [${DEFAULT-VALUE}]")
  private OutboxLoad load = OutboxLoad.TASKS;

  @Option(
      names = "--transactions",
      defaultValue = "40000",
      paramLabel = "N",
      preprocessor = Count.Positive.class,
      description = "Of each measurement. [${DEFAULT-VALUE}]")
  private int transactions;

  @Option(
      names = "--writers",
      defaultValue = "16",
      paramLabel = "N",
      preprocessor = Count.Positive.class,
      description = "Threads that commit them. [${DEFAULT-VALUE}]")
  private int writers;

  @Option(
      names = "--relays",
      defaultValue = "1",
      paramLabel = "N",
      preprocessor = Count.Positive.class,
      description = "Relays that share the work. [${DEFAULT-VALUE}]")
  private int relays;

  @Override
  public Integer call() throws InterruptedException {
    if ((database == ShopDatabase.Kind.OTHER) == url.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--database other and --url go together, and neither alone");
    }
    try {
      var place = new ShopDatabase.Place(database, url, user, password);
      var plan = new OutboxBenchmark.Plan(place, load, transactions, writers, relays);
      new OutboxBenchmark(plan).run().print(spec.commandLine().getOut());
      return 0;
    } catch (EmbeddedServerException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }
}
