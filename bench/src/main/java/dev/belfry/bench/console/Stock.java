package dev.belfry.bench.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.EnqueueResult;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskOption;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Many tasks in many queues: of every ten, six pending and four scheduled. Task {@code i} alone is
 * found by {@link #alone}, and among others that lie anywhere by {@link #among}.
 *
 * @param queues how many queues
 * @param tasks how many tasks
 */
record Stock(int queues, int tasks) {
  /** The most digits of {@link #among}. */
  static final int DIGITS = 5;

  private static final String LOT = "LOT-";

  private static final int BATCH = 1000;
  private static final int FILLERS = 3;
  private static final String TEXT = "The guest comes late and needs a parking place. ".repeat(2);

  /** What only one task has. */
  static String alone(int index) {
    return "HSO-%09d".formatted(index);
  }

  /** What a task has and, with three digits, about one in a thousand has. */
  static String among(int index, int digits) {
    return LOT + lot(index).substring(0, digits);
  }

  private static String lot(int index) {
    return "%05d".formatted(new SplittableRandom(index).nextInt(100_000));
  }

  void fill(RedisTarget target) throws Exception {
    try (var client = TaskClient.connect(target);
        var threads = Executors.newFixedThreadPool(FILLERS)) {
      List<Callable<Integer>> batches =
          IntStream.rangeClosed(0, (tasks - 1) / BATCH)
              .<Callable<Integer>>mapToObj(batch -> () -> enqueue(client, batch))
              .toList();
      int stored = 0;
      for (var done : threads.invokeAll(batches)) {
        stored += done.get();
      }
      if (stored != tasks) {
        throw new IllegalStateException(stored + " of " + tasks + " tasks were stored");
      }
    }
  }

  private int enqueue(TaskClient client, int batch) {
    int from = batch * BATCH;
    List<Task> some =
        IntStream.range(from, Math.min(tasks, from + BATCH)).mapToObj(Stock::task).toList();
    var queue = TaskOption.queue("queue-%03d".formatted(batch % queues));
    List<EnqueueResult> results =
        (batch / queues + batch) % 10 < 6
            ? client.enqueueAll(some, queue)
            : client.enqueueAll(some, queue, TaskOption.processIn(Duration.ofDays(1)));
    return (int) results.stream().filter(EnqueueResult.Stored.class::isInstance).count();
  }

  private static Task task(int index) {
    String payload =
        "{\"sn\":\"%s\",\"lot\":\"%s\",\"cents\":%d,\"note\":\"%s\"}"
            .formatted(alone(index), among(index, DIGITS), index * 37L, TEXT);
    return Task.of("homestay:order:close", payload.getBytes(UTF_8));
  }
}
