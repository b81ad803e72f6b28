package dev.belfry.interop.conformance;

import static dev.belfry.tasks.TaskOption.maxRetry;
import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.timeout;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.interop.peer.GoInspector;
import dev.belfry.interop.store.Proto;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Cases 55 and 56: what a scheduler tells. */
class SchedulerConformanceTest extends Conformance {
  private static final int EVENTS = 1000;
  private static final String NEXT_YEAR = "0 0 1 1 *";

  @Test
  void case55_entryThatNeverFired_isReadByGo() throws Exception {
    var go = open(new GoInspector(redis));

    start(
        TaskScheduler.builder(target())
            .register(
                NEXT_YEAR,
                Task.of("T", "p".getBytes(UTF_8)),
                queue("q1"),
                maxRetry(3),
                timeout(Duration.ofSeconds(90)))
            .build());

    await().atMost(PATIENCE).until(() -> go.entries().size() == 1);
    var entry = go.entries().getFirst();
    assertThat(entry.spec()).isEqualTo(NEXT_YEAR);
    assertThat(entry.type()).isEqualTo("T");
    assertThat(entry.payload()).isEqualTo("p");
    assertThat(entry.options())
        .containsExactlyInAnyOrder("Queue(\"q1\")", "MaxRetry(3)", "Timeout(1m30s)");
    assertThat(Instant.ofEpochMilli(entry.nextMs()).toString()).endsWith("-01-01T00:00:00Z");
    assertThat(entry.prevMs()).isZero();
    String scheduler = schedulers().getFirst();
    assertThat(store.zset("asynq:schedulers")).containsOnlyKeys(scheduler);
    assertThat(store.ttl(scheduler)).isBetween(1L, 20L);
  }

  @Test
  void case56_history_keepsTheNewestThousandAndEndsWithTheScheduler() throws Exception {
    var go = open(new GoInspector(redis));
    var scheduler =
        TaskScheduler.builder(target()).register("@every 1s", Task.of("T"), queue("q1")).build();
    start(scheduler);
    await().atMost(PATIENCE).until(() -> !store.set("asynq:queues").isEmpty());
    await().atMost(PATIENCE).until(() -> histories().size() == 1);
    String history = histories().getFirst();
    String entry = history.substring("asynq:scheduler_history:".length());
    long t = store.second();
    for (int i = 1; i <= EVENTS; i++) {
      byte[] event = event("old" + i, t - 2 * EVENTS + i);
      store.raw().zadd(history, (double) (t - 2 * EVENTS + i), event);
    }

    // The next fire is the one too many.
    await().atMost(PATIENCE).until(() -> store.raw().zcard(history) == EVENTS);

    assertThat(go.events(entry)).extracting(GoInspector.Event::taskId).hasSize(EVENTS);
    assertThat(go.events(entry))
        .extracting(GoInspector.Event::taskId)
        .contains("old" + EVENTS)
        .doesNotContain("old1");
    assertThat(q1.records()).contains(go.events(entry).getFirst().taskId());

    stop(scheduler, Duration.ofSeconds(3));

    assertThat(histories()).isEmpty();
    assertThat(schedulers()).isEmpty();
    assertThat(store.keys()).doesNotContain("asynq:schedulers");
  }

  private static byte[] event(String id, long second) {
    return Proto.EVENT.encode(Map.of("task_id", id, "enqueue_time", Instant.ofEpochSecond(second)));
  }

  private List<String> histories() {
    return store.keys().stream().filter(key -> key.startsWith("asynq:scheduler_history:")).toList();
  }

  private List<String> schedulers() {
    return store.keys().stream().filter(key -> key.startsWith("asynq:schedulers:{")).toList();
  }
}
