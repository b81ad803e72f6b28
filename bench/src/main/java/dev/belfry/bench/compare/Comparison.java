package dev.belfry.bench.compare;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
      try (Player ours = belfry.start(redis, belfryOptions(match, peer));
          Player theirs =
              match.sides() == Match.Sides.BOTH ? asynq.start(redis, match.options()) : null) {
        results.add(play(match.name(), ours, theirs, rounds));
      }
    }
    return results;
  }

  private Result play(String match, Player ours, @Nullable Player theirs, int rounds) {
    var result = new Result(match, new ArrayList<>(), new ArrayList<>());
    for (int round = 1; round <= rounds; round++) {
      progress.println("== " + match + ", round " + round + " of " + rounds);
      progress.flush();
      boolean peerFirst = round % 2 == 0;
      if (theirs != null && peerFirst) {
        result.asynq().add(theirs.turn());
      }
      result.belfry().add(ours.turn());
      if (theirs != null && !peerFirst) {
        result.asynq().add(theirs.turn());
      }
    }
    return result;
  }

  private static List<String> belfryOptions(Match match, Path peer) {
    List<String> options = new ArrayList<>(match.options());
    match.belfryOptions().stream()
        .map(option -> option.equals(Asynq.PLACEHOLDER) ? peer.toString() : option)
        .forEach(options::add);
    return options;
  }
}
