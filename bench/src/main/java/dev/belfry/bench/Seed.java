package dev.belfry.bench;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that repeats what was left to chance in an earlier run. For one thread. */
public final class Seed {
  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides what is left to chance (default: random, and printed).")
  private @Nullable Long chosen;

  /** For picocli. */
  public Seed() {}

  /** The same at each call; small enough to type, unless the user chose another. */
  public long value() {
    if (chosen == null) {
      chosen = (long) new SplittableRandom().nextInt(Integer.MAX_VALUE);
    }
    return chosen;
  }
}
