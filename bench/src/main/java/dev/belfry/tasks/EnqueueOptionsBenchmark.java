package dev.belfry.tasks;

import dev.belfry.tasks.internal.redis.NewTask;
import dev.belfry.tasks.internal.wire.Keyspace;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From a task with options to what is stored. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EnqueueOptionsBenchmark {
  private final Task task = Task.of("homestay:order:close", new byte[100]);
  private final TaskOption[] none = {};
  private final TaskOption[] many = {
    TaskOption.queue("critical"),
    TaskOption.maxRetry(5),
    TaskOption.processIn(Duration.ofMinutes(30)),
    TaskOption.unique(Duration.ofHours(1)),
    TaskOption.header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
  };

  @Benchmark
  public NewTask withoutOptions() {
    return EnqueueOptions.resolve(Keyspace.DEFAULT, task, none);
  }

  @Benchmark
  public NewTask withFiveOptions() {
    return EnqueueOptions.resolve(Keyspace.DEFAULT, task, many);
  }
}
