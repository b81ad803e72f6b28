package dev.belfry.bench.kafka;

import dev.belfry.bench.Count;
import dev.belfry.bench.load.Figures;
import dev.belfry.cli.DurationOption;
import dev.belfry.embedded.EmbeddedKafka;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code belfry bench kafka slow}: handlers that take their time. */
@Command(
    name = "slow",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures a handler that takes its time, by key beside by partition.")
final class SlowCommand extends KafkaMeasurement {
  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "60000",
      preprocessor = Count.Positive.class,
      description = "By key; by partition a fiftieth of them (default: ${DEFAULT-VALUE}).")
  private int messages;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "3",
      preprocessor = Count.Positive.class,
      description = "Of each topic (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "400",
      preprocessor = Count.Positive.class,
      description = "Handlers at once (default: ${DEFAULT-VALUE}).")
  private int parallelism;

  @Option(
      names = "--work",
      paramLabel = "DURATION",
      defaultValue = "5ms",
      converter = DurationOption.class,
      description = "Of each handler (default: ${DEFAULT-VALUE}).")
  private Duration work = Duration.ZERO;

  @Override
  void measure(EmbeddedKafka kafka, Figures figures) throws InterruptedException {
    new SlowHandlers(partitions, messages, parallelism, work).measure(kafka, figures);
  }
}
