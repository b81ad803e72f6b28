package dev.belfry.tasks;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading a schedule, and finding its next moment. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CronBenchmark {
  private final ZonedDateTime now =
      ZonedDateTime.of(2026, 3, 1, 12, 34, 56, 0, ZoneId.of("Europe/Berlin"));
  private final CronSpec often = CronSpec.parse("*/5 * * * *");
  private final CronSpec leapDay = CronSpec.parse("0 3 29 2 *");

  @Benchmark
  public CronSpec parse() {
    return CronSpec.parse("15,45 8-18/2 * * mon-fri");
  }

  @Benchmark
  public Optional<ZonedDateTime> nextOfFiveMinutes() {
    return often.next(now);
  }

  @Benchmark
  public Optional<ZonedDateTime> nextLeapDay() {
    return leapDay.next(now);
  }
}
