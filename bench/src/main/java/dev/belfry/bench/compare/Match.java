package dev.belfry.bench.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing in which the two are compared.
 *
 * @param name for people and for {@code --match}
 * @param options of both programs
 * @param belfryOptions of Belfry alone
 * @param sides who takes part
 */
public record Match(String name, List<String> options, List<String> belfryOptions, Sides sides) {

  /** Who takes part. */
  public enum Sides {
    BOTH,
    BELFRY
  }

  /** The usual ones. */
  public static List<Match> standard(Size size) {
    String tasks = String.valueOf(size.tasks());
    List<String> pickups =
        List.of("--pickups", String.valueOf(size.pickups()), "--pickup-gap", "1500ms");
    return List.of(
        both("enqueue", "enqueue", List.of("--n", tasks), List.of()),
        both("drain-10", "drain", List.of("--n", tasks, "--concurrency", "10"), List.of()),
        both(
            "drain-10-prefetch-100",
            "drain",
            List.of("--n", tasks, "--concurrency", "10"),
            List.of("--prefetch", "100")),
        both("drain-1000", "drain", List.of("--n", tasks, "--concurrency", "1000"), List.of()),
        both("in-flight-5000", "inflight", List.of("--n", tasks), List.of()),
        both("pickup", "pickup", pickups, List.of()),
        new Match(
            "pickup-sent-by-go",
            scenario("pickup", pickups),
            List.of("--sender", Asynq.PLACEHOLDER),
            Sides.BELFRY),
        both("delayed", "delayed", List.of("--waiting", String.valueOf(size.waiting())), List.of()),
        both("idle", "idle", List.of(), List.of()));
  }

  /** Those that take much time and memory besides. */
  public static List<Match> onRequest() {
    return List.of(both("sizes", "sizes", List.of(), List.of()));
  }

  private static Match both(
      String name, String scenario, List<String> options, List<String> belfryOptions) {
    return new Match(name, scenario(scenario, options), belfryOptions, Sides.BOTH);
  }

  private static List<String> scenario(String name, List<String> options) {
    var all = new ArrayList<>(List.of("--scenario", name));
    all.addAll(options);
    return all;
  }

  /**
   * How much of it.
   *
   * @param tasks to enqueue and to drain
   * @param pickups tasks for an idle server
   * @param waiting scheduled tasks beside the delayed ones
   */
  public record Size(int tasks, int pickups, int waiting) {}
}
