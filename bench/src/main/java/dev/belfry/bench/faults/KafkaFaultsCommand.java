package dev.belfry.bench.faults;

import dev.belfry.bench.Count;
import dev.belfry.bench.Seed;
import dev.belfry.cli.DurationOption;
import dev.belfry.kafka.ConsumerMode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
      description = "One round of each: partition, key, share (default: all).")
  private List<ConsumerMode> modes = List.of(ConsumerMode.values());

  @Option(
      names = "--messages",
      defaultValue = "200000",
      preprocessor = Count.Positive.class,
      description = "[${DEFAULT-VALUE}]")
  private int messages;

  @Option(
      names = "--rate",
      defaultValue = "500",
      preprocessor = Count.Positive.class,
      description = "A second [${DEFAULT-VALUE}]")
  private int rate;

  @Option(
      names = "--partitions",
      defaultValue = "12",
      preprocessor = Count.Positive.class,
      description = "[${DEFAULT-VALUE}]")
  private int partitions;

  @Option(
      names = "--keys",
      defaultValue = "1000",
      preprocessor = Count.Positive.class,
      description = "[${DEFAULT-VALUE}]")
  private int keys;

  @Option(
      names = "--kills",
      defaultValue = "10",
      preprocessor = Count.OrNone.class,
      description = "Consumers that are killed and replaced [${DEFAULT-VALUE}]")
  private int kills;

  @Option(
      names = "--restarts",
      defaultValue = "2",
      preprocessor = Count.OrNone.class,
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

  @Mixin private Seed seed = new Seed();

  /** For picocli. */
  public KafkaFaultsCommand() {}

  @Override
  public Integer call() throws Exception {
    if (!rebalance.isPositive()) {
      throw new ParameterException(spec.commandLine(), "--rebalance must be more than 0");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("seed " + seed.value());
    out.flush();
    boolean clean = true;
    for (ConsumerMode mode : modes) {
      var plan =
          new KafkaPlan(
              mode,
              seed.value(),
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
