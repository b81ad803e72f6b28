package dev.belfry.bench.kafka;

import dev.belfry.bench.Count;
import dev.belfry.bench.load.Figures;
import dev.belfry.embedded.EmbeddedKafka;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code belfry bench kafka noop}: handlers that do nothing. */
@Command(
    name = "noop",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures a handler that does nothing, beside a bare loop of Kafka's consumer, in turns.")
final class NoopCommand extends KafkaMeasurement {
  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "4000000",
      preprocessor = Count.Positive.class,
      description = "In the topic (default: ${DEFAULT-VALUE}).")
  private int messages;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "3",
      preprocessor = Count.Positive.class,
      description = "Of the topic (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "15",
      preprocessor = Count.Positive.class,
      description = "After one that does not count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--ways",
      paramLabel = "WAY",
      split = ",",
      defaultValue = "bare,partition,key",
      description = "Some of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private List<Way> ways = List.of();

  @Override
  void measure(EmbeddedKafka kafka, Figures figures) throws InterruptedException {
    new NoopHandlers(partitions, messages, rounds).measure(kafka, ways, figures);
  }
}
