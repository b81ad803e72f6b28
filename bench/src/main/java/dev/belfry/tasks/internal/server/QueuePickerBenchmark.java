package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.QueueOrder;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The order of six queues for one fetch. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class QueuePickerBenchmark {
  private static final Map<String, Integer> QUEUES =
      Map.of("critical", 10, "high", 6, "default", 3, "low", 2, "mail", 2, "reports", 1);

  private final QueuePicker weighted =
      new QueuePicker(QUEUES, QueueOrder.WEIGHTED, new SplittableRandom(1));
  private final QueuePicker strict =
      new QueuePicker(QUEUES, QueueOrder.STRICT, new SplittableRandom(1));

  @Benchmark
  public List<String> weighted() {
    return weighted.next();
  }

  @Benchmark
  public List<String> strict() {
    return strict.next();
  }
}
