package dev.belfry.bench.kafka;

import dev.belfry.bench.load.Environment;
import dev.belfry.bench.load.Figures;
import dev.belfry.cli.CommandFailure;
import dev.belfry.cli.DurationOption;
import dev.belfry.embedded.EmbeddedKafka;
import dev.belfry.embedded.EmbeddedServerException;
import dev.belfry.service.codec.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code belfry bench kafka}: measures consumers on a broker of its own. */
@Command(
    name = "kafka",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures consumers on a Kafka of its own, and prints one JSON object:",
      "noop: a handler that does nothing, beside a bare loop of Kafka's consumer;",
      "slow: a handler that takes its time, by key beside by partition;",
      "failures: 5 %% of the messages fail twice and 0.1 %% for ever, beside none."
    })
public final class KafkaCommand implements Callable<Integer> {
  /** What is measured. */
  enum Measurement {
    NOOP,
    SLOW,
    FAILURES;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "MEASUREMENT", description = "${COMPLETION-CANDIDATES}")
  private Measurement measurement = Measurement.NOOP;

  @Option(
      names = "--messages",
      paramLabel = "N",
      description = "In each topic (default: noop 1000000, slow 60000, failures 20000).")
  private int messages;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Of each topic (default: 3; failures 12).")
  private int partitions;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Of noop, after one that does not count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--ways",
      paramLabel = "WAY",
      split = ",",
      description = "${COMPLETION-CANDIDATES} (default: noop all but share, failures all).")
  private List<Way> ways = List.of();

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Handlers at once (default: slow 400, failures 64; noop has the queue's own).")
  private int parallelism;

  @Option(
      names = "--work",
      paramLabel = "DURATION",
      defaultValue = "5ms",
      converter = DurationOption.class,
      description = "Of each run of slow and failures (default: ${DEFAULT-VALUE}).")
  private Duration work = Duration.ZERO;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Messages a second, as failures sends them (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides which messages fail (default: random, and printed).")
  private @Nullable Long seed;

  /** For picocli. */
  public KafkaCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    if (messages < 0 || partitions < 0 || rounds < 1 || parallelism < 0 || rate < 1) {
      throw new ParameterException(spec.commandLine(), "numbers must be at least 1");
    }
    var figures = new Figures();
    figures.put("machine", (Object) Environment.machine());
    figures.put("runtime", (Object) Environment.runtime());
    figures.put("measurement", (Object) measurement.toString());
    try (var kafka = EmbeddedKafka.create()) {
      kafka.start();
      measure(kafka, figures);
    } catch (EmbeddedServerException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
    byte[] text = JsonCodec.create().encode(figures.asMap());
    spec.commandLine().getOut().println(new String(text, StandardCharsets.UTF_8));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private void measure(EmbeddedKafka kafka, Figures figures) throws InterruptedException {
    switch (measurement) {
      case NOOP -> {
        var noop = new NoopHandlers(given(partitions, 3), given(messages, 1_000_000), rounds);
        noop.measure(
            kafka, ways.isEmpty() ? List.of(Way.BARE, Way.PARTITION, Way.KEY) : ways, figures);
      }
      case SLOW ->
          new SlowHandlers(
                  given(partitions, 3), given(messages, 60_000), given(parallelism, 400), work)
              .measure(kafka, figures);
      case FAILURES -> {
        long chosen = seed == null ? new SplittableRandom().nextInt(1_000_000) : seed;
        figures.put("seed", chosen);
        var settings =
            new FailingMessages.Settings(given(partitions, 12), given(parallelism, 64), work);
        for (Way way : ways.isEmpty() ? List.of(Way.PARTITION, Way.KEY, Way.SHARE) : ways) {
          new FailingMessages(way, given(messages, 20_000), rate, settings, chosen)
              .measure(kafka, figures);
        }
      }
    }
  }

  private static int given(int number, int otherwise) {
    return number > 0 ? number : otherwise;
  }
}
