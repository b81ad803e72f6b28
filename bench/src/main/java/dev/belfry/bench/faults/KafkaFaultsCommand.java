package dev.belfry.bench.faults;

import dev.belfry.cli.CommandFailure;
import dev.belfry.cli.DurationOption;
import dev.belfry.kafka.ConsumerMode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code belfry bench faults kafka}: breaks things while messages are consumed. */
@Command(
    name = "kafka",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Kills consumers and a Kafka of its own while messages come, and lets consumers come and go."
          + " No message may be lost, out of the order of its key, or be delivered twice without a"
          + " death, and none may be handled twice behind the idempotency guard unless its consumer"
          + " died of it."
    })
public final class KafkaFaultsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--modes",
      split = ",",
      paramLabel = "MODE",
      description = "One round of each: ${COMPLETION-CANDIDATES} (default: all).")
  private List<ConsumerMode> modes = List.of(ConsumerMode.values());

  @Option(names = "--messages", defaultValue = "200000", description = "[${DEFAULT-VALUE}]")
  private int messages;

  @Option(names = "--rate", defaultValue = "500", description = "A second [${DEFAULT-VALUE}]")
  private int rate;

  @Option(names = "--partitions", defaultValue = "12", description = "[${DEFAULT-VALUE}]")
  private int partitions;

  @Option(names = "--keys", defaultValue = "1000", description = "[${DEFAULT-VALUE}]")
  private int keys;

  @Option(
      names = "--kills",
      defaultValue = "10",
      description = "Consumers that are killed and replaced [${DEFAULT-VALUE}]")
  private int kills;

  @Option(
      names = "--restarts",
      defaultValue = "2",
      description = "Times that the broker is killed and started again [${DEFAULT-VALUE}]")
  private int restarts;

  @Option(
      names = "--rebalance",
      defaultValue = "20s",
      converter = DurationOption.class,
      description = "A consumer joins or leaves so often [${DEFAULT-VALUE}]")
  private Duration rebalance = Duration.ZERO;

  @Option(
      names = "--session",
      defaultValue = "15s",
      converter = DurationOption.class,
      description = "How long the group waits for a consumer that died [${DEFAULT-VALUE}]")
  private Duration session = Duration.ZERO;

  @Option(names = "--seed", description = "Repeats the faults of an earlier run.")
  private @Nullable Long seed;

  /** For picocli. */
  public KafkaFaultsCommand() {}

  @Override
  public Integer call() throws Exception {
    if (messages < 1 || rate < 1 || partitions < 1 || keys < 1 || !rebalance.isPositive()) {
      throw new CommandFailure(
          "--messages, --rate, --partitions, --keys and --rebalance are at least 1");
    }
    long chosen = seed == null ? new SplittableRandom().nextInt(Integer.MAX_VALUE) : seed;
    PrintWriter out = spec.commandLine().getOut();
    out.println("seed " + chosen);
    out.flush();
    boolean clean = true;
    for (ConsumerMode mode : modes) {
      var plan =
          new KafkaPlan(
              mode,
              chosen,
              new KafkaPlan.Load(messages, rate, partitions, keys),
              new KafkaPlan.Faults(kills, restarts, rebalance, session));
      KafkaRoundResult result = new KafkaRound(plan).play();
      out.println(result.text());
      out.flush();
      clean &= result.isClean();
    }
    return clean ? 0 : 1;
  }
}
