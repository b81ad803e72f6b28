package dev.belfry.tasks.holes;

import static dev.belfry.tasks.TaskOption.group;
import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.taskId;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.tasks.FindingKind;
import dev.belfry.tasks.OnRedis;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskAggregator;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskServer;
import dev.belfry.tasks.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Where Go's aggregation strands, repeats or loops. */
@Execution(ExecutionMode.CONCURRENT)
class AggregationHolesTest extends OnRedis {
  private static final String Q = "asynq:{default}:";

  /** The members of each aggregated task that ran. */
  private final LinkedBlockingQueue<List<String>> merged = new LinkedBlockingQueue<>();

  private static Task merge(String group, List<Task> tasks) {
    return Task.of("merged", tasks.stream().map(Task::type).sorted().toList());
  }

  private TaskServer.Builder aggregating(TaskAggregator aggregator) {
    return server(
            (task, context) -> {
              merged.add(
                  task.type().equals("merged")
                      ? List.of(task.payload(String[].class))
                      : List.of("alone: " + task.type()));
              return Outcome.done();
            })
        .aggregator(aggregator)
        .groupGracePeriod(ofSeconds(1));
  }

  private List<String> nextMerged() throws InterruptedException {
    List<String> next = merged.poll(20, TimeUnit.SECONDS);
    assertThat(next).as("an aggregated task ran").isNotNull();
    return next;
  }

  private TaskInfo member(String name) {
    return client().enqueue(Task.of(name), group("g"), taskId(name));
  }

  private static double now() {
    return Instant.now().getEpochSecond();
  }

  @Test
  void d1_goPutBackASetButForgotTheGroup_itIsAggregated() throws Exception {
    member("a");
    member("b");
    raw().del(Q + "groups");

    start(aggregating(AggregationHolesTest::merge).build());

    assertThat(nextMerged()).containsExactly("a", "b");
    await().until(() -> raw().keys(Q + "t:*").isEmpty());
  }

  @Test
  void d1_goDiedWithASet_itsTasksAreAggregatedOnce() throws Exception {
    member("a");
    member("b");
    String set = Q + "g:g:3d0c1f9e-0000-4000-8000-000000000000";
    raw().rename(Q + "g:g", set);
    raw().del(Q + "groups");
    raw().zadd(Q + "aggregation_sets", now() - 1, set);

    start(aggregating(AggregationHolesTest::merge).build());

    assertThat(nextMerged()).containsExactly("a", "b");
    await().until(() -> raw().keys(Q + "t:*").isEmpty());
    assertThat(raw().exists(Q + "aggregation_sets", Q + "groups", set)).isZero();
    assertThat(merged).isEmpty();
  }

  @Test
  void d2_retryOfATaskThatWasRunByHand_returnsToItsGroupAndIsAggregated() throws Exception {
    member("a");
    // Run by hand, it failed and waits for its retry; the record still names the group.
    raw().zrem(Q + "g:g", "a");
    raw().del(Q + "groups");
    raw().zadd(Q + "retry", now() - 1, "a");
    raw().hset(Q + "t:a", "state", "retry");

    start(aggregating(AggregationHolesTest::merge).build());

    assertThat(nextMerged()).containsExactly("a");
  }

  @Test
  void d3_setIsTakenAwayWhileItIsMerged_itsTasksAreMergedOnce() throws Exception {
    var merging = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var calls = new AtomicInteger();
    start(
        aggregating(
                (group, tasks) -> {
                  if (calls.incrementAndGet() == 1) {
                    merging.countDown();
                    goOn.await();
                  }
                  return merge(group, tasks);
                })
            .build());
    member("a");
    assertThat(merging.await(20, TimeUnit.SECONDS)).isTrue();

    // Two minutes later, as far as Redis can tell, some server puts the set back.
    String set = raw().zrange(Q + "aggregation_sets", 0, 0).getFirst();
    raw().zadd(Q + "aggregation_sets", now() - 1, set);
    assertThat(nextMerged()).containsExactly("a");
    goOn.countDown();

    await().until(() -> raw().keys(Q + "t:*").isEmpty());
    await().during(ofMillis(500)).until(merged::isEmpty);
    assertThat(calls).hasValue(2);
  }

  @Test
  void d3_aggregatorFails_tasksAreBackAtOnceAndTheGroupRests() throws Exception {
    var calls = new AtomicInteger();
    start(
        aggregating(
                (group, tasks) -> {
                  if (calls.incrementAndGet() == 1) {
                    throw new IllegalStateException("no template");
                  }
                  return merge(group, tasks);
                })
            .build());
    member("a");

    await().until(() -> calls.get() == 1);
    await().until(() -> raw().zcard(Q + "g:g") == 1);
    assertThat(raw().exists(Q + "aggregation_sets")).isZero();
    assertThat(raw().get("belfry:{default}:rest:g")).startsWith("1:");
    assertThat(nextMerged()).containsExactly("a");
    assertThat(calls).hasValue(2);
  }

  @Test
  void d3_aggregatorWantsNothing_tasksAreDropped() throws Exception {
    start(aggregating((group, tasks) -> TaskAggregator.nothing()).build());
    TaskInfo task = member("a");

    await().atMost(Duration.ofSeconds(20)).until(() -> isGone(task));
    assertThat(raw().keys(Q + "*")).isEmpty();
    assertThat(merged).isEmpty();
  }

  @Test
  void d3_idOfTheMergedTaskIsTaken_tasksAreBackAndNothingIsLost() throws Exception {
    client().enqueue(Task.of("other"), taskId("daily"), processIn(Duration.ofHours(1)));
    start(aggregating((group, tasks) -> merge(group, tasks).with(taskId("daily"))).build());
    TaskInfo task = member("a");

    await().until(() -> raw().exists("belfry:{default}:rest:g") == 1);
    assertThat(state(task)).isEqualTo(TaskState.AGGREGATING);
    assertThat(raw().zrange(Q + "g:g", 0, -1)).containsExactly("a");
    raw().del(Q + "t:daily", "belfry:{default}:rest:g");
    assertThat(nextMerged()).containsExactly("a");
  }

  @Test
  void d4_groupAndDelay_taskJoinsItsGroupWhenItIsDue() throws Exception {
    start(aggregating(AggregationHolesTest::merge).build());
    TaskInfo task = client().enqueue(Task.of("a"), group("g"), processIn(ofMillis(300)));
    assertThat(task.state()).isEqualTo(TaskState.SCHEDULED);

    assertThat(nextMerged()).containsExactly("a");
  }

  @Test
  void d4_goForwardedIt_taskRunsByItself() throws Exception {
    TaskInfo task = client().enqueue(Task.of("a"), group("g"), processIn(Duration.ofHours(1)));
    raw().zrem(Q + "scheduled", task.id());
    raw().hset(Q + "t:" + task.id(), "state", "pending");
    raw().lpush(Q + "pending", task.id());
    start(aggregating(AggregationHolesTest::merge).build());

    assertThat(nextMerged()).containsExactly("alone: a");
  }

  @Test
  void d5_nobodyAggregates_theDoctorTellsOfIt() {
    member("a");
    raw().zadd(Q + "g:g", now() - 2 * 86_400, "a");

    assertThat(inspector().doctor().examine().notes())
        .anySatisfy(finding -> assertThat(finding.kind()).isEqualTo(FindingKind.GROUP_WAITS_LONG));
  }

  @Test
  void a8_unreadableTaskInAGroup_isArchivedAndTheOthersAreAggregated() throws Exception {
    member("a");
    TaskInfo bad = member("b");
    raw().hset(Q + "t:b", "msg", "\u0007\u0007");
    start(aggregating(AggregationHolesTest::merge).build());

    assertThat(nextMerged()).containsExactly("a");
    assertThat(state(bad)).isEqualTo(TaskState.ARCHIVED);
  }

  @Test
  void stop_whileAnAggregatorHangs_itsTasksAreBackAtOnce() throws Exception {
    var merging = new CountDownLatch(1);
    TaskServer server =
        start(
            aggregating(
                    (group, tasks) -> {
                      merging.countDown();
                      new CountDownLatch(1).await();
                      return merge(group, tasks);
                    })
                .build());
    TaskInfo task = member("a");
    assertThat(merging.await(20, TimeUnit.SECONDS)).isTrue();

    stop(server, ofSeconds(2));

    assertThat(state(task)).isEqualTo(TaskState.AGGREGATING);
    assertThat(raw().zrange(Q + "g:g", 0, -1)).containsExactly("a");
    assertThat(raw().exists("belfry:{default}:rest:g")).isZero();
  }

  @Test
  void manyGroups_allAreAggregated_eachOnce() throws Exception {
    List<String> groups = new CopyOnWriteArrayList<>();
    start(
        aggregating(
                (group, tasks) -> {
                  groups.add(group);
                  return merge(group, tasks);
                })
            .concurrency(2)
            .build());
    for (int i = 0; i < 30; i++) {
      client().enqueue(Task.of("t"), group("g" + i));
    }

    for (int i = 0; i < 30; i++) {
      assertThat(nextMerged()).containsExactly("t");
    }
    assertThat(groups).hasSize(30).doesNotHaveDuplicates();
  }
}
