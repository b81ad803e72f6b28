package dev.belfry.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.belfry.bench.compare.Match.Sides;
import dev.belfry.cli.CommandFailure;
import dev.belfry.embedded.EmbeddedRedis;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  /** Tests run in the folder of their module. */
  private static final Path HOME = Path.of("..");

  @Test
  void bothSides_giveTheSameFigures() throws Exception {
    assumeThat(problemOfGo()).as("why Go cannot be used here").isEmpty();
    List<String> few = List.of("--scenario", "enqueue,drain", "--n", "50", "--warm-up", "0");
    var match = new Match("few", few, List.of("--prefetch", "5"), Sides.BOTH);

    Result result;
    try (var redis = EmbeddedRedis.create()) {
      redis.start();
      var progress = new PrintWriter(new StringWriter());
      result = new Comparison(redis.uri(), HOME, progress).run(List.of(match), 1).getFirst();
    }

    assertThat(result.rows())
        .contains(new Result.Row("lost", 0, 0), new Result.Row("duplicated", 0, 0));
    assertThat(result.rows())
        .filteredOn(row -> !Double.isNaN(row.asynq()))
        .extracting(Result.Row::figure)
        .contains("lost", "duplicated", "enqueuePerSecond1", "enqueuePerSecond32")
        .contains("drainPerSecond", "redisCpuMicrosPerDrain", "memoryBytesPerTask");
  }

  private static String problemOfGo() throws InterruptedException {
    try {
      Asynq.build(HOME);
      return "";
    } catch (CommandFailure e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void median_ofTheRoundsIsWhatCounts() {
    var result =
        new Result(
            "m",
            List.of(Map.of("f", 9), Map.of("f", 3.0), Map.of("f", 4)),
            List.of(Map.of("f", 1), Map.of("f", 3)));

    assertThat(result.rows()).containsExactly(new Result.Row("f", 4, 2));
    assertThat(result.rows().getFirst().ratio()).isEqualTo(2);
  }
}
