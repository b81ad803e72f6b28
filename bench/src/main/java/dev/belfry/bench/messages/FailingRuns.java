package dev.belfry.bench.messages;

import java.util.SplittableRandom;

/**
 * Which runs fail: the same attempt of the same message always ends the same way.
 *
 * @param share from 0 to 1
 * @param seed decides which ones
 */
public record FailingRuns(double share, long seed) {

  /** Whether an attempt at a message fails, which is named by {@code topic-partition@offset}. */
  public boolean contains(String id, int attempt) {
    return share > 0
        && new SplittableRandom(seed ^ (31L * id.hashCode() + attempt)).nextDouble() < share;
  }
}
