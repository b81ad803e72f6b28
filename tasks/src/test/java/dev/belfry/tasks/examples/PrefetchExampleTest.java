package dev.belfry.tasks.examples;

import static dev.belfry.tasks.TaskOption.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.tasks.OnRedis;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskMux;
import dev.belfry.tasks.TaskServer;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** Tiny tasks at high rates, as docs/tasks.md shows. */
class PrefetchExampleTest extends OnRedis {

  // snippet
  TaskServer counters(RedisTarget redis) {
    return TaskServer.builder(redis)
        .queues(Map.of("counters", 1)) // nothing more important waits behind them
        .concurrency(10)
        .prefetch(100) // they take less than a millisecond each
        .handler(new TaskMux().handle("count", (task, context) -> count(task)))
        .build();
  }

  // end

  private final LongAdder counted = new LongAdder();

  private void count(Task task) {
    assertThat(task.type()).isEqualTo("count");
    counted.increment();
  }

  @Test
  void manyTinyTasks_areAllCountedOnce() throws Exception {
    for (int i = 0; i < 500; i++) {
      client().enqueue(Task.of("count"), queue("counters"));
    }

    start(counters(target()));

    await().until(() -> "500".equals(raw().get("asynq:{counters}:processed")));
    assertThat(counted.sum()).isEqualTo(500);
    assertThat(raw().llen("asynq:{counters}:active")).isZero();
  }
}
