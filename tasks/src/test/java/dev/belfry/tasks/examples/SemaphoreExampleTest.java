package dev.belfry.tasks.examples;

import static dev.belfry.tasks.TaskOption.maxRetry;
import static dev.belfry.tasks.TaskOption.timeout;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.tasks.OnRedis;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskAction;
import dev.belfry.tasks.TaskMux;
import dev.belfry.tasks.TaskSemaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What docs/tasks.md shows of semaphores. */
class SemaphoreExampleTest extends OnRedis {

  // snippet
  TaskMux mux(TaskSemaphore bank, TaskAction<Task> charge, TaskAction<Task> mail) {
    var limited = new TaskMux().use(bank.orSnooze(ofMillis(500))).handle("charge:", charge);
    return new TaskMux().decide("charge:", limited).handle("mail:", mail);
  }

  TaskSemaphore bank(RedisTarget redis) {
    return TaskSemaphore.connect(redis, "bank", 3); // three charges at once, in all servers
  }

  // end

  @Test
  void charges_moreThanTokens_allAreDoneAndNeverMoreAtOnce() throws Exception {
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    TaskMux mux =
        mux(
            open(bank(target())),
            (task, context) -> {
              most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
              Thread.onSpinWait();
              atOnce.decrementAndGet();
              done.incrementAndGet();
            },
            (task, context) -> done.incrementAndGet());
    for (int i = 0; i < 10; i++) {
      client().enqueue(Task.of("charge:card"), maxRetry(0), timeout(ofMinutes(1)));
    }
    client().enqueue(Task.of("mail:welcome"));
    start(server(mux).concurrency(11).build());

    await().until(() -> done.get() == 11);
    assertThat(most.get()).isBetween(1, 3);
  }
}
