package dev.belfry.bench.kafka;

import dev.belfry.bench.Count;
import dev.belfry.bench.Seed;
import dev.belfry.bench.load.Figures;
import dev.belfry.cli.DurationOption;
import dev.belfry.embedded.EmbeddedKafka;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code belfry bench kafka failures}: handlers that fail. */
@Command(
    name = "failures",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures messages of which 5 %% fail twice and 0.1 %% for ever, beside messages of which"
            + " none fails, as a backlog and as they come.")
final class FailuresCommand extends KafkaMeasurement {
  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "20000",
      preprocessor = Count.Positive.class,
      description = "In each topic (default: ${DEFAULT-VALUE}).")
  private int messages;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "12",
      preprocessor = Count.Positive.class,
      description = "Of each topic (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--ways",
      paramLabel = "WAY",
      split = ",",
      defaultValue = "partition,key,share",
      description = "Some of partition, key, share (default: ${DEFAULT-VALUE}).")
  private List<Way> ways = List.of();

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "16",
      preprocessor = Count.Positive.class,
      description =
          "Handlers at once: few enough that they are what bounds the rate, not the machine"
              + " (default: ${DEFAULT-VALUE}).")
  private int parallelism;

  @Option(
      names = "--work",
      paramLabel = "DURATION",
      defaultValue = "5ms",
      converter = DurationOption.class,
      description = "Of each attempt (default: ${DEFAULT-VALUE}).")
  private Duration work = Duration.ZERO;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "1000",
      preprocessor = Count.Positive.class,
      description = "Messages a second, as they come (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Mixin private Seed seed = new Seed();

  @Override
  void measure(EmbeddedKafka kafka, Figures figures) throws InterruptedException {
    figures.put("seed", seed.value());
    var settings = new FailingMessages.Settings(partitions, parallelism, work);
    for (Way way : ways) {
      new FailingMessages(way, messages, rate, settings, seed.value()).measure(kafka, figures);
    }
  }
}
