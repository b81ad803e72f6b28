package dev.belfry.kafka.internal;

import java.util.Random;

/** A random source whose seed is in the log; {@code -Dbelfry.seed=N} repeats it. */
final class Seed {
  private Seed() {}

  static Random random() {
    var seed = Long.getLong("belfry.seed", System.nanoTime());
    System.out.println("belfry.seed " + seed);
    return new Random(seed);
  }
}
