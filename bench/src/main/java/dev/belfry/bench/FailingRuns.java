package dev.belfry.bench;

import java.util.SplittableRandom;

/**
 * Which runs fail: the same attempt at the same message or task always ends the same way.
 *
 * @param share from 0 to 1
 * @param seed decides which ones
 */
public record FailingRuns(double share, long seed) {

  /** Whether an attempt fails at the task or message of that id. */
  public boolean contains(String id, int attempt) {
    return share > 0
        && new SplittableRandom(seed ^ (31L * id.hashCode() + attempt)).nextDouble() < share;
  }
}
