package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.processIn;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.tasks.internal.wire.Keys;
import dev.belfry.tasks.internal.wire.Keyspace;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Delayed tasks, served by more than one server and written by others than Belfry's clients. */
class TaskServerDelayTest extends OnRedis {
  private static final Keys KEYS = Keyspace.DEFAULT.queue("default");

  private final Map<String, Long> due = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> runs = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> early = new ConcurrentLinkedQueue<>();

  private Outcome run(Task task, TaskContext context) {
    runs.add(context.taskId());
    if (System.currentTimeMillis() < due.getOrDefault(context.taskId(), 0L)) {
      early.add(context.taskId());
    }
    return Outcome.done();
  }

  @Test
  void severalServersWaitForTheSameTasks_eachRunsOnceAndNotEarly() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 3; i++) {
      start(server(this::run).build());
    }
    for (int i = 0; i < 100; i++) {
      var task = client().enqueue(Task.of("t"), processIn(ofMillis(500 + random.nextInt(2000))));
      due.put(task.id(), task.nextProcessAt().orElseThrow().toEpochMilli());
    }
    await().until(() -> runs.size() >= 100);
    assertThat(runs).containsExactlyInAnyOrderElementsOf(due.keySet());
    assertThat(early).isEmpty();
  }

  @Test
  void taskThatNobodyAnnounced_isFoundByALook() throws Exception {
    start(server(this::run).build());
    client().enqueue(Task.of("t"), TaskOption.taskId("first"));
    await().until(() -> runs.contains("first"));

    // As a Go client does it: the set and the record, and not a word.
    var model = client().enqueue(Task.of("t"), TaskOption.taskId("a"), processIn(ofMinutes(1)));
    raw().del(KEYS.scheduled());
    raw()
        .zadd(
            KEYS.scheduled(),
            (double) Math.floorDiv(System.currentTimeMillis(), 1000L),
            model.id());
    raw().hdel(KEYS.task("a"), "belfry_due_ms");

    await().until(() -> runs.contains("a"));
  }
}
