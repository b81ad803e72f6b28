package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.taskId;
import static dev.belfry.tasks.TaskOption.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls of many threads while connections are cut after Redis ran their script. */
class EnqueueFaultTest extends OnRedis {
  private static final int THREADS = 4;
  private static final int CALLS = 50;
  private static final int CALLS_PER_CUT = 15;
  private static final int NAMES = 20;

  private final Queue<EnqueueResult> results = new ConcurrentLinkedQueue<>();

  @Test
  void repliesAreLost_eachResultIsTrueAndNothingIsStoredTwice() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    try (var proxy = new FlakyProxy(port());
        var client = TaskClient.connect(RedisTarget.parse(proxy.uri()))) {
      run(
          proxy,
          (thread, number) -> call(client, new Random(seed + (long) CALLS * thread + number)));
    }

    List<String> stored =
        results.stream().filter(EnqueueResult::isStored).map(r -> r.orThrow().id()).toList();
    // No call was left in doubt, so what Redis has is what the calls said, each once.
    assertThat(results).noneMatch(r -> refusal(r) instanceof TaskStoreException);
    assertThat(raw().lrange("asynq:{default}:pending", 0, -1))
        .containsExactlyInAnyOrderElementsOf(stored);
    assertThat(stored).doesNotHaveDuplicates();
    assertThat(raw().keys("asynq:{default}:t:*")).hasSize(stored.size());
    // Of each chosen id and of each lock one task was stored, and the others were told why not.
    assertThat(stored.stream().filter(id -> id.startsWith("chosen-"))).hasSize(NAMES);
    assertThat(raw().keys("asynq:{default}:unique:*")).hasSize(NAMES);
    assertThat(results.stream().filter(r -> refusal(r) instanceof DuplicateTaskException))
        .isNotEmpty();
  }

  @Test
  void repliesAreLostWhileWorkersAreFaster_eachTaskRunsOnce() throws Exception {
    Queue<String> runs = new ConcurrentLinkedQueue<>();
    start(
        server(
                (task, context) -> {
                  runs.add(context.taskId());
                  return Outcome.done();
                })
            .build());
    try (var proxy = new FlakyProxy(port());
        var client = TaskClient.connect(RedisTarget.parse(proxy.uri()))) {
      run(proxy, (thread, number) -> results.addAll(client.enqueueAll(List.of(Task.of("t")))));
    }
    List<String> stored = results.stream().map(r -> r.orThrow().id()).toList();
    await().until(() -> runs.size() >= stored.size());
    assertThat(runs).containsExactlyInAnyOrderElementsOf(stored);
  }

  private interface Caller {
    void call(int thread, int number);
  }

  /** Lets all threads call; each of them makes some replies get lost, its own or another's. */
  private void run(FlakyProxy proxy, Caller caller) throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        threads.add(
            executor.submit(() -> {
              for (int number = 0; number < CALLS; number++) {
                if (number % CALLS_PER_CUT == thread) {
                  proxy.loseReplyTo("asynq:{default}:t:");
                }
                caller.call(thread, number);
              }
            }));
      }
      for (var thread : threads) {
        thread.get();
      }
    }
    assertThat(proxy.lost().getCount()).as("replies that are still to be lost at first").isZero();
  }

  private void call(TaskClient client, Random random) {
    List<Task> tasks = new ArrayList<>();
    for (int n = random.nextInt(1, 8); n > 0; n--) {
      String name = String.valueOf(random.nextInt(NAMES));
      tasks.add(
          switch (random.nextInt(3)) {
            case 0 -> Task.of("t").with(taskId("chosen-" + name));
            case 1 -> Task.of("t", name).with(unique(Duration.ofHours(1)));
            default -> Task.of("t");
          });
    }
    results.addAll(client.enqueueAll(tasks));
  }

  private static @Nullable TaskException refusal(EnqueueResult result) {
    return result instanceof EnqueueResult.Refused(Task task, TaskException reason) ? reason : null;
  }

  private int port() {
    return target().port();
  }
}
