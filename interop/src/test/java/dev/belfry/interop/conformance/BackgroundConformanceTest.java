package dev.belfry.interop.conformance;

import static dev.belfry.interop.store.GoTask.task;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cases 35 to 41: what moves by itself. */
class BackgroundConformanceTest extends Conformance {
  private static final String SEED =
      """
      local state, prefix = ARGV[1], 'asynq:{q1}:'
      for i = 1, tonumber(ARGV[2]) do
        local id = state .. string.format('%04d', i)
        redis.call('HSET', prefix .. 't:' .. id, 'msg', 'any', 'state', state)
        redis.call('ZADD', prefix .. state, tonumber(ARGV[3]) + i, id)
      end
      return 'OK'
      """;

  /** Tasks {@code <state>0001} … whose scores rise from {@code first} + 1. */
  private void seed(String state, int n, long first) {
    store.seed(SEED, state, "" + n, "" + first);
  }

  @Test
  void case35_dueTasks_becomePendingInTheOrderOfTheirTimes() {
    long t = store.second();
    seed("scheduled", 250, t - 1000);
    q1.registered().in("scheduled", task("later"), t + 100);

    assertThat(broker.forward("q1").moved()).isEqualTo(250);

    List<String> oldestFirst = new ArrayList<>(q1.list("pending"));
    Collections.reverse(oldestFirst);
    assertThat(oldestFirst)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 250).mapToObj("scheduled%04d"::formatted).toList());
    assertThat(q1.zset("scheduled")).containsOnlyKeys("later");
    assertThat(q1.fields("scheduled0001"))
        .containsEntry("state", "pending")
        .hasEntrySatisfying("pending_since", since -> assertThat(since).matches("\\d{19}"));
    assertThat(q1.fields("later")).containsEntry("state", "scheduled");
  }

  @Test
  void case36_retryOfAGroupedTask_waitsInItsGroup() {
    long t = store.second();
    q1.registered().in("retry", task("a").with("group_key", "g").withField("group", "g"), t - 1);

    broker.forward("q1");

    assertThat(q1.zset("g:g").get("a")).isBetween(t, store.second());
    assertThat(q1.fields("a")).containsEntry("state", "aggregating").containsEntry("group", "g");
    // Go forgets this, and the task is seen by nobody until another one joins the group.
    assertThat(q1.members("groups")).containsExactly("g");
    assertThat(store.keys()).doesNotContain(q1.key("retry"), q1.key("pending"));
  }

  @Test
  void case37_completedTasks_goWhenTheirRetentionIsOver() {
    long t = store.second();
    seed("completed", 150, t - 1000);
    q1.registered().in("completed", task("kept"), t + 100);

    assertThat(broker.deleteExpired("q1", 500).completed()).isEqualTo(150);

    assertThat(store.keys())
        .containsExactlyInAnyOrder("asynq:queues", q1.key("completed"), q1.key("t:kept"));
    assertThat(q1.zset("completed")).containsOnlyKeys("kept");
  }

  /** Go retries it as a failure; with Belfry a worker's death is not the task's fault. */
  @Test
  void case38_leaseOverFor40Seconds_runsAgainAndBurnsNoRetry() {
    q1.registered().pending(task("x"));
    q1.active(task("a").with("retried", 1).with("retry", 3), store.second() - 40);

    assertThat(broker.recover("q1").requeued()).isEqualTo(1);

    assertThat(q1.list("pending")).containsExactly("x", "a");
    assertThat(q1.fields("a")).containsEntry("state", "pending");
    assertThat(q1.message("a")).containsEntry("retried", 1).doesNotContainKey("error_msg");
    assertThat(store.keys())
        .containsExactlyInAnyOrder("asynq:queues", q1.key("pending"), q1.key("t:a"), q1.key("t:x"));
  }

  /** Go archives it, even if it has never run. */
  @Test
  void case39_leaseOverOnTheLastAttempt_runsAgainUntilItHasLostItsWorkerSixTimes() {
    q1.registered().active(task("a").with("retried", 3).with("retry", 3), store.second() - 40);
    for (int crash = 1; crash <= 5; crash++) {
      assertThat(broker.recover("q1").requeued()).isEqualTo(1);
      broker.dequeue("q1", 1, "conformance");
      expire("a");
    }

    assertThat(broker.recover("q1").archived()).isEqualTo(1);

    assertThat(q1.zset("archived")).containsOnlyKeys("a");
    assertThat(q1.fields("a")).containsEntry("state", "archived");
    assertThat(q1.message("a")).containsEntry("retried", 3);
    assertThat((String) q1.message("a").get("error_msg")).contains("6 times in a row");
    assertThat(q1.text("failed")).isEqualTo("1");
  }

  private void expire(String id) {
    long past = store.second() - 40;
    q1.zadd("lease", past, id);
    store.raw().hset(q1.key("t:" + id), "belfry_lease", ("" + past).getBytes(UTF_8));
  }

  @Test
  void case40_leaseOverFor20Seconds_isStillGos() {
    q1.registered().active(task("a"), store.second() - 20);

    var change = store.change(() -> broker.recover("q1"));

    assertThat(change.keys()).isEmpty();
  }

  @Test
  void case41_messageThatNobodyCanRead_keepsNoOtherFromBeingRecovered() {
    long over = store.second() - 40;
    q1.registered().active(task("bad"), over);
    store.raw().hset(q1.key("t:bad"), "msg", new byte[] {0x0a, 0x7f, 1});
    q1.active(task("good"), over);

    broker.recover("q1");

    assertThat(q1.list("pending")).contains("good");
    assertThat(q1.zset("lease")).isEmpty();
    var runnable = broker.dequeue("q1", 10, "conformance").tasks();
    assertThat(runnable)
        .singleElement()
        .satisfies(task -> {
          assertThat(task.message().id()).isEqualTo("good");
        });
    assertThat(q1.zset("archived")).containsOnlyKeys("bad");
  }
}
