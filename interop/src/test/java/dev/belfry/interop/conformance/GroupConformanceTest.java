package dev.belfry.interop.conformance;

import static dev.belfry.interop.store.GoTask.task;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.interop.peer.GoClient;
import dev.belfry.interop.peer.GoClient.Order;
import dev.belfry.interop.peer.GoServer;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Cases 51 to 54: tasks that are merged into one. */
class GroupConformanceTest extends Conformance {
  private static final String STAGED =
      "\\Qasynq:{q1}:g:g:\\E[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  /** For how long asynq's servers may hold a staged set. */
  private static final long SET_SECONDS = 120;

  private final List<String> runs = new CopyOnWriteArrayList<>();

  private TaskServer.Builder server() {
    runs.clear();
    return server(
            (task, context) -> {
              runs.add(new String(task.payload(), UTF_8));
              return Outcome.done();
            })
        .recoverInterval(Duration.ofMillis(200));
  }

  private static Task merge(List<Task> tasks) {
    var payloads =
        tasks.stream().map(task -> new String(task.payload(), UTF_8)).collect(joining(","));
    return Task.of("merged", payloads.getBytes(UTF_8));
  }

  private List<String> stagedSets() {
    return store.keys().stream().filter(key -> key.matches(STAGED)).toList();
  }

  @Test
  void case51_groupThatGotNothingForItsGracePeriod_becomesOneTask() throws Exception {
    long t = store.second();
    q1.registered()
        .grouped("g", t - 2, task("a").with("payload", "1"), task("b").with("payload", "2"));
    q1.grouped("g", t - 1, task("c").with("payload", "3"));
    // Groups are aggregated in a paused queue too; what comes of them waits.
    q1.set("paused", "" + t);

    start(
        server()
            .aggregator((group, tasks) -> merge(tasks))
            .groupGracePeriod(Duration.ofSeconds(1))
            .build());

    await().atMost(PATIENCE).until(() -> q1.list("pending").size() == 1);
    String merged = q1.list("pending").getFirst();
    assertThat(q1.message(merged))
        .containsEntry("type", "merged")
        .containsEntry("payload", "1,2,3")
        .containsEntry("queue", "q1");
    await().atMost(PATIENCE).until(() -> q1.records().equals(List.of(merged)));
    assertThat(store.keys())
        .filteredOn(key -> key.startsWith("asynq:{"))
        .containsExactlyInAnyOrder(q1.key("paused"), q1.key("pending"), q1.key("t:" + merged));
  }

  @Test
  void case52_groupAboveItsMaximum_stagesTheOldest() throws Exception {
    long t = store.second();
    q1.registered();
    List.of("e", "d", "c", "b", "a")
        .forEach(id -> q1.grouped("g", t - 10 + id.charAt(0) - 'a', task(id)));
    var gate = new CountDownLatch(1);
    try {
      start(
          server()
              .aggregator((group, tasks) -> {
                gate.await();
                return merge(tasks);
              })
              .groupMaxSize(3)
              .groupGracePeriod(Duration.ofMinutes(5))
              .build());

      await().atMost(PATIENCE).until(() -> stagedSets().size() == 1);
      String set = stagedSets().getFirst();
      assertThat(store.zset(set))
          .containsExactlyInAnyOrderEntriesOf(Map.of("a", t - 10, "b", t - 9, "c", t - 8));
      assertThat(store.zset("asynq:{q1}:aggregation_sets")).containsOnlyKeys(set);
      assertThat(q1.zset("aggregation_sets").get(set))
          .isBetween(t + SET_SECONDS, store.second() + SET_SECONDS);
      assertThat(q1.zset("g:g")).containsOnlyKeys("d", "e");
      assertThat(q1.members("groups")).containsExactly("g");
      assertThat(q1.fields("a")).containsEntry("state", "aggregating");
    } finally {
      gate.countDown();
    }
  }

  /** Go forgets to register the group again, and the tasks wait until another one joins them. */
  @Test
  void case53_stagedSetPastItsDeadline_goesBackToItsGroup() throws Exception {
    long t = store.second();
    String set = "11111111-2222-4333-8444-555555555555";
    q1.registered().staged("g", set, t - 300, t - 1, task("a"), task("b"));

    start(server().build());

    await().atMost(PATIENCE).until(() -> !q1.zset("g:g").isEmpty());
    assertThat(q1.zset("g:g"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", t - 300, "b", t - 300));
    assertThat(q1.members("groups")).containsExactly("g");
    assertThat(store.keys())
        .doesNotContain(q1.key("aggregation_sets"), q1.key("g:g:" + set), q1.key("pending"));
    assertThat(q1.records()).containsExactly("a", "b");
  }

  @Test
  void case54_goDiedWithAStagedSet_itsTasksAreAggregated() throws Exception {
    var client = open(new GoClient(redis));
    for (int i = 1; i <= 3; i++) {
      client.enqueue(Order.of("T", "" + i).queue("q1").group("g"));
    }
    new GoServer(redis, GoServer.Setup.of(Map.of("q1", 1)).aggregate("die")).awaitEnd();
    assertThat(q1.zset("aggregation_sets")).hasSize(1);
    // As if the two minutes were over that asynq gives whoever has a set.
    String set = q1.zset("aggregation_sets").keySet().iterator().next();
    q1.zadd("aggregation_sets", store.second() - 1, set);

    start(
        server()
            .aggregator((group, tasks) -> merge(tasks))
            .groupGracePeriod(Duration.ofSeconds(1))
            .build());

    await().atMost(PATIENCE).until(() -> q1.records().isEmpty() && aggregated().size() >= 3);
    assertThat(aggregated()).containsExactlyInAnyOrder("1", "2", "3");
    assertThat(store.keys())
        .doesNotContain(q1.key("aggregation_sets"), q1.key("groups"), q1.key("g:g"));
  }

  private List<String> aggregated() {
    var all = new ArrayList<String>();
    runs.forEach(payloads -> all.addAll(Arrays.asList(payloads.split(",", -1))));
    return all;
  }
}
