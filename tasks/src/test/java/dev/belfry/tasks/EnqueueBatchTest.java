package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.taskId;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EnqueueBatchTest extends OnRedis {
  private static final int SIZE = 3_333;

  private static List<Task> tasks(String prefix) {
    return IntStream.range(0, SIZE).mapToObj(n -> Task.of("t").with(taskId(prefix + n))).toList();
  }

  private List<String> pending() {
    return raw().lrange("asynq:{default}:pending", 0, -1).reversed();
  }

  @Test
  void muchMoreThanGoesAtATime_resultsAndTasksKeepTheirOrder() {
    client().enqueue(Task.of("t"), taskId("a2000"));
    List<EnqueueResult> results = client().enqueueAll(tasks("a"));
    assertThat(results).hasSize(SIZE);
    for (int n = 0; n < SIZE; n++) {
      if (n == 2000) {
        assertThat(results.get(n)).isInstanceOf(EnqueueResult.Refused.class);
      } else {
        assertThat(results.get(n).orThrow().id()).isEqualTo("a" + n);
      }
    }
    assertThat(pending()).hasSize(SIZE).startsWith("a2000", "a0").endsWith("a" + (SIZE - 1));
  }

  @Test
  void batchesAndSingleTasksAtTheSameTime_eachBatchKeepsItsOrder() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String batch : List.of("a", "b")) {
        threads.execute(() -> client().enqueueAll(tasks(batch)).forEach(EnqueueResult::orThrow));
      }
      for (int i = 0; i < 8; i++) {
        threads.execute(() -> {
          for (int n = 0; n < 100; n++) {
            client().enqueue(Task.of("t"));
          }
        });
      }
    }
    List<String> pending = pending();
    assertThat(pending).hasSize(2 * SIZE + 800);
    for (String batch : List.of("a", "b")) {
      List<String> expected = IntStream.range(0, SIZE).mapToObj(n -> batch + n).toList();
      var ours = pending.stream().filter(id -> id.startsWith(batch) && id.length() < 8).toList();
      assertThat(ours).isEqualTo(expected);
    }
    assertThat(Collections.frequency(pending, "a0")).isEqualTo(1);
  }

  @Test
  void redisIsAway_allThatIsLeftIsRefusedOnce() {
    redis.kill();
    List<EnqueueResult> results = client().enqueueAll(tasks("a"));
    assertThat(results).hasSize(SIZE).noneMatch(EnqueueResult::isStored);
  }
}
