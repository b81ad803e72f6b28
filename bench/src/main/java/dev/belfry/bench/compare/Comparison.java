package dev.belfry.bench.compare;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs matches between Belfry and asynq, alternately, on one Redis. */
public final class Comparison {
  private final String redis;
  private final Path home;
  private final PrintWriter progress;

  /**
   * A comparison.
   *
   * @param redis the address; both sides use queues of their own and remove them
   * @param home the folder of the source tree, where the Go program is
   * @param progress where to tell people what is going on
   */
  public Comparison(String redis, Path home, PrintWriter progress) {
    this.redis = redis;
    this.home = home;
    this.progress = progress;
  }

  /** Plays each match so many rounds; the side that begins changes from round to round. */
  public List<Result> run(List<Match> matches, int rounds) throws InterruptedException {
    Path peer = Asynq.build(home);
    Program belfry = Program.belfry();
    Program asynq = new Program(List.of(peer.toString()));
    List<Result> results = new ArrayList<>();
    for (Match match : matches) {
      List<Map<String, Object>> ours = new ArrayList<>();
      List<Map<String, Object>> theirs = new ArrayList<>();
      for (int round = 1; round <= rounds; round++) {
        progress.println("== " + match.name() + ", round " + round + " of " + rounds);
        progress.flush();
        boolean peerFirst = round % 2 == 0;
        if (match.sides() == Match.Sides.BOTH && peerFirst) {
          theirs.add(asynq.measure(redis, match.options()));
        }
        ours.add(belfry.measure(redis, belfryOptions(match, peer)));
        if (match.sides() == Match.Sides.BOTH && !peerFirst) {
          theirs.add(asynq.measure(redis, match.options()));
        }
      }
      results.add(new Result(match.name(), ours, theirs));
    }
    return results;
  }

  private static List<String> belfryOptions(Match match, Path peer) {
    List<String> options = new ArrayList<>(match.options());
    match.belfryOptions().stream()
        .map(option -> option.equals(Asynq.PLACEHOLDER) ? peer.toString() : option)
        .forEach(options::add);
    return options;
  }
}
