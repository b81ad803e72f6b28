package dev.belfry.bench.kafka;

import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What becomes of a message: decided by its number and a seed, so that it can be foretold. */
enum Fate {
  GOOD,
  /** Its first two attempts fail. */
  FAILS_TWICE,
  /** All its attempts fail, until what is broken is mended. */
  FAILS_ALWAYS;

  private static final double TWICE = 0.05;
  private static final double ALWAYS = 0.001;

  static Fate of(long seed, int number) {
    double chance = new SplittableRandom(seed * 31 + number).split().nextDouble();
    if (chance < ALWAYS) {
      return FAILS_ALWAYS;
    }
    return chance < ALWAYS + TWICE ? FAILS_TWICE : GOOD;
  }

  /** Those numbers below {@code messages} that meet it. */
  int[] among(int messages, long seed) {
    IntPredicate mine = number -> of(seed, number) == this;
    return IntStream.range(0, messages).filter(mine).toArray();
  }
}
