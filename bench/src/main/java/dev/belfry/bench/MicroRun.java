package dev.belfry.bench;

import dev.belfry.cli.CommandFailure;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** A run of JMH; apart from the command, so that its help needs no JMH. */
final class MicroRun {
  private MicroRun() {}

  /** Measures what matches {@code pattern}, for so many seconds after as many of warm-up. */
  static void run(String pattern, int iterations) {
    var options =
        new OptionsBuilder()
            .include(pattern)
            .forks(1)
            .warmupIterations(iterations)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(iterations)
            .measurementTime(TimeValue.seconds(1))
            .build();
    try {
      new Runner(options).run();
    } catch (RunnerException e) {
      throw new CommandFailure("JMH could not run: " + e.getMessage(), e);
    }
  }
}
