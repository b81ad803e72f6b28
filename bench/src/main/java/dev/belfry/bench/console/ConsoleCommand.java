package dev.belfry.bench.console;

import dev.belfry.bench.Count;
import dev.belfry.bench.load.Figures;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code belfry bench console}: measures the web console. */
@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures the web console on a Redis of its own: the first view in Chromium, Redis commands"
          + " while a page is open, and searches."
    })
public final class ConsoleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--queues",
      paramLabel = "N",
      defaultValue = "200",
      preprocessor = Count.Positive.class,
      description = "How many queues (default: ${DEFAULT-VALUE}).")
  private int queues;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      defaultValue = "1000000",
      preprocessor = Count.Positive.class,
      description = "How many tasks (default: ${DEFAULT-VALUE}).")
  private int tasks;

  @Option(
      names = "--redis-config",
      paramLabel = "LINE",
      description =
          "A line for the configuration of Redis, such as 'hash-max-listpack-value 1024'.")
  private List<String> redisConfig = List.of();

  @Option(
      names = "--pages",
      paramLabel = "FOLDER",
      defaultValue = "console/pages",
      description = {
        "The sources of the pages, where npm ci has put Playwright (default: ${DEFAULT-VALUE}).",
        "Without it no browser is used."
      })
  private Path pages = Path.of("");

  @Option(
      names = "--watch",
      paramLabel = "SECONDS",
      defaultValue = "20",
      preprocessor = Count.Positive.class,
      description = {
        "How long Redis commands are counted (default: ${DEFAULT-VALUE}): the console looks at its",
        "queues less often if they are many, so up to the next whole period."
      })
  private int watch;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "10",
      preprocessor = Count.Positive.class,
      description = "First views, and searches of each kind (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Chooses the tasks that are looked for (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "Print one JSON object instead of a list.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var benchmark =
        new ConsoleBenchmark(
            new Stock(queues, tasks),
            redisConfig,
            pages.toAbsolutePath(),
            Duration.ofSeconds(watch),
            rounds,
            seed);
    print(benchmark.run(spec.commandLine().getErr()));
    return 0;
  }

  private void print(Figures figures) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      figures.print(out);
    } else {
      figures.printList(out);
    }
  }
}
