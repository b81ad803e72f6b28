package dev.belfry.bench.faults;

import dev.belfry.bench.Count;
import dev.belfry.bench.Seed;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belfry bench faults}: breaks things while tasks run, and counts what became of them. */
@Command(
    name = "faults",
    subcommands = KafkaFaultsCommand.class,
    description =
        "Breaks servers, connections and Redis while tasks run; no task may be lost, stuck, or run"
            + " twice without a death.",
    mixinStandardHelpOptions = true)
public final class FaultsCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "KIND",
      description = "What breaks: ${COMPLETION-CANDIDATES}. All, if none is named.")
  private List<FaultKind> kinds = List.of();

  @Option(
      names = "--rounds",
      defaultValue = "50",
      preprocessor = Count.Positive.class,
      description = "Rounds of each kind (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--tasks",
      defaultValue = "400",
      preprocessor = Count.Positive.class,
      description = "Tasks of a round (default: ${DEFAULT-VALUE}).")
  private int tasks;

  @Option(
      names = "--parallel",
      defaultValue = "4",
      preprocessor = Count.Positive.class,
      description = "Rounds at a time, each with a Redis of its own (default: ${DEFAULT-VALUE}).")
  private int parallel;

  @Mixin private Seed seed = new Seed();

  @Override
  public Integer call() throws Exception {
    System.out.println("seed " + seed.value());
    Map<FaultKind, List<RoundResult>> results = new EnumMap<>(FaultKind.class);
    List<FaultKind> chosen = kinds.isEmpty() ? List.of(FaultKind.values()) : kinds;
    boolean clean = true;
    for (FaultKind kind : chosen) {
      clean &= play(kind, results);
    }
    for (FaultKind kind : chosen) {
      System.out.println(summary(kind, results.getOrDefault(kind, List.of())));
    }
    return clean ? 0 : 1;
  }

  /** Whether all rounds of that kind ended well. */
  private boolean play(FaultKind kind, Map<FaultKind, List<RoundResult>> results)
      throws InterruptedException {
    var random = new SplittableRandom(seed.value() + kind.name().hashCode());
    boolean clean = true;
    try (var threads = Executors.newFixedThreadPool(parallel)) {
      var started = new ArrayList<Future<RoundResult>>();
      for (int i = 0; i < rounds; i++) {
        // Small enough to type, and for the name of a queue.
        var round = new Round(kind, random.nextInt(Integer.MAX_VALUE), tasks);
        started.add(threads.submit(round::play));
      }
      for (int i = 0; i < rounds; i++) {
        try {
          RoundResult result = started.get(i).get();
          results.computeIfAbsent(kind, any -> new ArrayList<>()).add(result);
          clean &= result.isClean();
          System.out.println(result.line(i + 1));
        } catch (ExecutionException e) {
          clean = false;
          System.out.printf(Locale.ROOT, "%-8s round %2d failed: %s%n", kind, i + 1, e.getCause());
        }
      }
    }
    return clean;
  }

  private String summary(FaultKind kind, List<RoundResult> all) {
    return String.format(
        Locale.ROOT,
        "%-8s %d of %d rounds ended: %d tasks stored, %d unknown, %d lost, %d twice, %d twice for a"
            + " death, %d findings of the doctor",
        kind,
        all.size(),
        rounds,
        all.stream().mapToInt(result -> result.books().stored().size()).sum(),
        all.stream().mapToInt(result -> result.books().unknown()).sum(),
        all.stream().mapToInt(result -> result.lost().size()).sum(),
        all.stream().mapToInt(result -> result.twice().size()).sum(),
        all.stream().mapToInt(RoundResult::excusedTwice).sum(),
        all.stream().mapToInt(result -> result.findings().size()).sum());
  }
}
