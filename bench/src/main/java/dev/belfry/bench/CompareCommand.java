package dev.belfry.bench;

import dev.belfry.bench.compare.Comparison;
import dev.belfry.bench.compare.Match;
import dev.belfry.bench.compare.Result;
import dev.belfry.bench.load.Figures;
import dev.belfry.cli.CommandFailure;
import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.embedded.EmbeddedServerException;
import dev.belfry.tasks.RedisTarget;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code belfry bench compare}: Belfry beside Go's asynq. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures Belfry and Go's asynq alternately on one Redis, and prints both and their ratios.",
      "Needs Go 1.24 or later; the first build downloads asynq unless it is in the module cache."
    })
final class CompareCommand implements Callable<Integer> {
  /** Set by the launcher: the folder of the source tree. */
  private static final String HOME = "belfry.home";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--redis",
      paramLabel = "URI",
      converter = RedisOption.class,
      description = "The Redis to measure on, without a password (default: starts one).")
  private @Nullable RedisTarget redis;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      preprocessor = Count.Positive.class,
      description = "How often each side is measured; medians count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--match",
      paramLabel = "NAME",
      split = ",",
      description =
          "What to compare: enqueue, drain-10, drain-10-prefetch-100, drain-1000, in-flight-5000,"
              + " pickup, pickup-sent-by-go, delayed, idle, sizes (default: all but sizes).")
  private List<String> names = List.of();

  @Option(
      names = "--n",
      paramLabel = "N",
      defaultValue = "100000",
      preprocessor = Count.Positive.class,
      description = "Tasks to enqueue and to drain (default: ${DEFAULT-VALUE}).")
  private int tasks;

  @Option(
      names = "--pickups",
      paramLabel = "N",
      defaultValue = "60",
      preprocessor = Count.Positive.class,
      description = "Tasks enqueued for an idle server (default: ${DEFAULT-VALUE}).")
  private int pickups;

  @Option(
      names = "--waiting",
      paramLabel = "N",
      defaultValue = "1000000",
      preprocessor = Count.OrNone.class,
      description =
          "Scheduled tasks that wait beside the delayed ones (default: ${DEFAULT-VALUE}).")
  private int waiting;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    List<Match> matches = matches();
    RedisTarget target = redis;
    if (target != null) {
      print(compare(target.address(), matches));
      return 0;
    }
    try (var own = EmbeddedRedis.create()) {
      own.start();
      print(compare(own.uri(), matches));
      return 0;
    } catch (EmbeddedServerException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private List<Result> compare(String uri, List<Match> matches) throws InterruptedException {
    Path home = Path.of(System.getProperty(HOME, "."));
    return new Comparison(uri, home, spec.commandLine().getErr()).run(matches, rounds);
  }

  private List<Match> matches() {
    List<Match> usual = Match.standard(new Match.Size(tasks, pickups, waiting));
    if (names.isEmpty()) {
      return usual;
    }
    List<Match> all = new ArrayList<>(usual);
    all.addAll(Match.onRequest());
    return names.stream()
        .map(name ->
            all.stream()
                .filter(match -> match.name().equals(name))
                .findFirst()
                .orElseThrow(() -> wrong("--match does not know '" + name + "'")))
        .toList();
  }

  private void print(List<Result> results) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      var all = new Figures();
      all.put("rounds", rounds);
      all.put("matches", results.stream().map(Result::asMap).toList());
      all.print(out);
    } else {
      out.printf("%-22s %-30s %12s %12s %8s%n", "match", "figure", "belfry", "asynq", "ratio");
      for (Result result : results) {
        for (Result.Row row : result.rows()) {
          out.printf(
              "%-22s %-30s %12s %12s %8s%n",
              result.match(),
              row.figure(),
              number(row.belfry()),
              number(row.asynq()),
              number(row.ratio()));
        }
      }
    }
    out.flush();
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return Math.abs(value) >= 1000 ? "%.0f".formatted(value) : "%.2f".formatted(value);
  }

  private ParameterException wrong(String reason) {
    return new ParameterException(spec.commandLine(), reason);
  }
}
