package dev.belfry.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Threads that enqueue at the same time. */
final class Producers {
  private Producers() {}

  /**
   * Calls {@code enqueue} with each number below {@code count}. A single producer is the calling
   * thread, as in a plain program; several are virtual threads, each with a range of its own.
   *
   * @return how long that took, in nanoseconds
   */
  static long run(int threads, int count, IntConsumer enqueue) throws InterruptedException {
    long begin = System.nanoTime();
    if (threads == 1) {
      for (int index = 0; index < count; index++) {
        enqueue.accept(index);
      }
      return System.nanoTime() - begin;
    }
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> producers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int from = (int) ((long) count * i / threads);
        int to = (int) ((long) count * (i + 1) / threads);
        producers.add(
            executor.submit(() -> {
              for (int index = from; index < to; index++) {
                enqueue.accept(index);
              }
            }));
      }
      for (Future<?> producer : producers) {
        producer.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot enqueue: " + e.getCause(), e.getCause());
    }
    return System.nanoTime() - begin;
  }
}
