package dev.belfry.bench.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.EnqueueResult;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Many tasks in many queues: of every ten, six pending and four scheduled. Task {@code i} is found
 * by {@link #rare}, one in ten thousand by {@link #UNCOMMON}, one in a hundred by {@link #COMMON}.
 *
 * @param queues how many queues
 * @param tasks how many tasks
 */
record Stock(int queues, int tasks) {
  static final String COMMON = "colour-of-a-hundredth";
  static final String UNCOMMON = "colour-of-a-ten-thousandth";

  private static final int BATCH = 1000;
  private static final int FILLERS = 3;
  private static final String TEXT = "The guest comes late and needs a parking place. ".repeat(2);

  /** What only one task has. */
  static String rare(int index) {
    return "HSO-%09d".formatted(index);
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
    String colour = index % 10_000 == 7777 ? UNCOMMON : index % 100 == 42 ? COMMON : "none";
    String payload =
        "{\"sn\":\"%s\",\"colour\":\"%s\",\"cents\":%d,\"note\":\"%s\"}"
            .formatted(rare(index), colour, index * 37L, TEXT);
    return Task.of("homestay:order:close", payload.getBytes(UTF_8));
  }
}
