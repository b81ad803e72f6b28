package dev.belfry.interop.conformance;

import static dev.belfry.interop.store.GoTask.task;
import static dev.belfry.tasks.TaskOption.header;
import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.retention;
import static dev.belfry.tasks.TaskOption.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.interop.peer.GoClient;
import dev.belfry.interop.peer.GoClient.Order;
import dev.belfry.interop.peer.GoServer;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cases 15, 16 and 60: Belfry and asynq on the same queue. */
class FleetConformanceTest extends Conformance {
  private static final int HUNDRED = 100;
  private static final int MANY = 40_000;
  private static final Duration LONG_PATIENCE = Duration.ofSeconds(60);

  private static final String SEED =
      """
      for i = tonumber(ARGV[1]), tonumber(ARGV[2]) do
        local id = string.format('%05d', i)
        -- The message of the first task with another id of the same length.
        local message = string.gsub(ARGV[3], '00000', id)
        redis.call('HSET', 'asynq:{q1}:t:' .. id, 'msg', message, 'state', 'pending',
            'pending_since', '1700000000000000000')
        redis.call('LPUSH', 'asynq:{q1}:pending', id)
      end
      return 'OK'
      """;

  private final Queue<String> runs = new ConcurrentLinkedQueue<>();

  private final TaskHandler recording =
      (task, context) -> {
        runs.add(context.taskId());
        return Outcome.done();
      };

  @Test
  void case15_tasksOfGo_runOnceEachInOrder() throws Exception {
    runs.clear();
    var go = open(new GoClient(redis));
    List<String> ids =
        IntStream.range(0, HUNDRED)
            .mapToObj(i -> go.enqueue(Order.of("T", "p" + i).queue("q1")))
            .toList();

    start(server(recording).concurrency(1).build());

    await().atMost(PATIENCE).until(() -> "100".equals(q1.text("processed")));
    assertThat(runs).containsExactlyElementsOf(ids);
    assertThat(q1.records()).isEmpty();
    assertThat(store.keys()).doesNotContain(q1.key("active"), q1.key("lease"), q1.key("pending"));
  }

  @Test
  void case16_tasksOfBelfry_runOnceEachOnGo() throws Exception {
    var ids = new ArrayList<String>();
    var kept = new ArrayList<String>();
    for (int i = 0; i < HUNDRED; i++) {
      Task task = Task.of("T", ("p" + i).getBytes(UTF_8)).with(queue("q1"), header("n", "" + i));
      switch (i % 3) {
        case 0 -> ids.add(client.enqueue(task).id());
        case 1 -> ids.add(client.enqueue(task, unique(Duration.ofHours(1))).id());
        default -> {
          ids.add(client.enqueue(task, retention(Duration.ofHours(1))).id());
          kept.add(ids.getLast());
        }
      }
    }

    var go = open(new GoServer(redis, GoServer.Setup.of(Map.of("q1", 1)).concurrency(1)));

    await().atMost(PATIENCE).until(() -> "100".equals(q1.text("processed")));
    assertThat(go.attempts()).extracting(GoServer.Attempt::id).containsExactlyElementsOf(ids);
    assertThat(go.attempts())
        .allSatisfy(attempt ->
            assertThat(attempt.headers()).isEqualTo(Map.of("n", attempt.payload().substring(1))));
    assertThat(q1.zset("completed")).containsOnlyKeys(kept);
    assertThat(q1.records()).containsExactlyInAnyOrderElementsOf(kept);
    assertThat(store.keys()).noneMatch(key -> key.contains(":unique:"));
  }

  @Test
  void case60_fortyThousandTasksOnTwoServersOfEach_runExactlyOnce() throws Exception {
    runs.clear();
    q1.registered().record(task("00000"), "pending");
    byte[] message = store.raw().hget(q1.key("t:00000"), "msg");
    q1.pending(task("00000"));
    store.seed(SEED, "1", "" + (MANY - 1), new String(message, UTF_8));

    var setup = GoServer.Setup.of(Map.of("q1", 1)).concurrency(20);
    var goFirst = open(new GoServer(redis, setup));
    var goSecond = open(new GoServer(redis, setup));
    start(server(recording).concurrency(16).build());
    start(server(recording).concurrency(16).build());

    await()
        .atMost(LONG_PATIENCE)
        .until(() -> ("" + MANY).equals(q1.text("processed")) && q1.zset("lease").isEmpty());
    List<String> onGo = attempts(goFirst, goSecond);
    await().atMost(PATIENCE).until(() -> attempts(goFirst, goSecond).size() + runs.size() >= MANY);
    var all = new ArrayList<>(attempts(goFirst, goSecond));
    all.addAll(runs);
    assertThat(all).hasSize(MANY);
    assertThat(all.stream().distinct().count()).isEqualTo(MANY);
    assertThat(onGo).isNotEmpty();
    assertThat(runs).isNotEmpty();
    assertThat(q1.records()).isEmpty();
    assertThat(store.keys())
        .doesNotContain(q1.key("active"), q1.key("lease"), q1.key("pending"), q1.key("failed"));
    assertThat(store.text(q1.dayKey("processed"))).isEqualTo("" + MANY);
    assertThat(store.ttl(q1.dayKey("processed"))).isBetween(DAYS_90 - 120, DAYS_90);
  }

  private static List<String> attempts(GoServer first, GoServer second) {
    var all = new ArrayList<String>();
    first.attempts().forEach(attempt -> all.add(attempt.id()));
    second.attempts().forEach(attempt -> all.add(attempt.id()));
    return all;
  }
}
