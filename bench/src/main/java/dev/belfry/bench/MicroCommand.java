package dev.belfry.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belfry bench micro}: the hot parts that need no Redis, by JMH. */
@Command(
    name = "micro",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures by JMH, each in a JVM of its own: codec, keys, options, cron, queues.")
final class MicroCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "REGEX",
      arity = "0..1",
      defaultValue = "dev.belfry",
      description = "Which ones, such as Wire (default: all).")
  private String pattern = "";

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "5",
      preprocessor = Count.Positive.class,
      description = "Seconds of warm-up, and seconds of measurement (default: ${DEFAULT-VALUE}).")
  private int iterations;

  @Override
  public Integer call() {
    MicroRun.run(pattern, iterations);
    return 0;
  }
}
