package dev.belfry.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One short round of the faults that need no lease to run out; {@code belfry bench faults} plays
 * many.
 */
class RoundTest {
  private static final int TASKS = 120;

  @ParameterizedTest
  @EnumSource(names = {"CUT", "REPLY", "RESTART"})
  void everyTaskRunsOnceAndNothingIsLeftBehind(FaultKind kind) throws Exception {
    long seed = RandomGenerator.getDefault().nextInt(Integer.MAX_VALUE);
    RoundResult result = new Round(kind, seed, TASKS).play();
    assertThat(result.lost()).as("seed %d", seed).isEmpty();
    assertThat(result.twice()).as("seed %d", seed).isEmpty();
    assertThat(result.findings()).as("seed %d", seed).isEmpty();
  }
}
