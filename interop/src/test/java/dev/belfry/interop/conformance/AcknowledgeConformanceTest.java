package dev.belfry.interop.conformance;

import static dev.belfry.interop.store.GoTask.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.internal.redis.Ack;
import dev.belfry.tasks.internal.redis.Ack.Cost;
import dev.belfry.tasks.internal.redis.Ack.Result;
import dev.belfry.tasks.internal.redis.LeasedTask;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cases 21 to 34: writing the outcomes of tasks that Go enqueued and Belfry took. */
class AcknowledgeConformanceTest extends Conformance {
  private static final String LOCK = "asynq:{q1}:unique:T:83878c91171338902e0fe0fb97a8c47a";

  private static final String SEED_ARCHIVE =
      """
      for i = tonumber(ARGV[1]), tonumber(ARGV[2]) do
        redis.call('HSET', 'asynq:{q1}:t:old' .. i, 'msg', ARGV[4], 'state', 'archived')
        redis.call('ZADD', 'asynq:{q1}:archived', tonumber(ARGV[3]) + i, 'old' .. i)
      end
      return 'OK'
      """;

  /** Archived tasks {@code old1} to {@code old<n>} whose scores rise from {@code first} + 1. */
  private void seedArchive(int n, long first) {
    store.seed(SEED_ARCHIVE, "1", "" + n, "" + first, "any");
  }

  private Result retry(LeasedTask task, Duration delay, Cost cost) {
    return acknowledge(new Ack.Retry(task.lease(), task.message(), "e", delay, cost));
  }

  private void assertNotHeld() {
    assertThat(store.keys()).doesNotContain(q1.key("active"), q1.key("lease"));
  }

  private void assertCounted(String counter) {
    assertThat(q1.text(counter)).isEqualTo("1");
    assertThat(store.text(q1.dayKey(counter))).isEqualTo("1");
    assertThat(store.ttl(q1.dayKey(counter))).isBetween(DAYS_90 - 120, DAYS_90);
  }

  @Test
  void case21_done_leavesTheCountersOnly() {
    LeasedTask a = taken("a");

    assertThat(done(a)).isEqualTo(Result.APPLIED);

    assertThat(store.keys())
        .containsExactlyInAnyOrder("asynq:queues", q1.key("processed"), q1.dayKey("processed"));
    assertCounted("processed");
  }

  @Test
  void case22_dayCounterWithoutEnd_isCountedAndGetsNone() {
    done(taken("a"));
    String day = q1.dayKey("processed");
    store.raw().set(day, new byte[] {'5'});
    LeasedTask b = taken("b");

    done(b);

    assertThat(store.text(day)).isEqualTo("6");
    assertThat(store.ttl(day)).isEqualTo(-1);
  }

  @Test
  void case23_doneWithItsLock_releasesIt() {
    LeasedTask a = taken(task("a").lockedBy(LOCK));
    store.raw().set(LOCK, new byte[] {'a'});

    done(a);

    assertThat(store.keys()).doesNotContain(LOCK);
  }

  @Test
  void case23_doneWithTheLockOfAnother_keepsIt() {
    LeasedTask a = taken(task("a").lockedBy(LOCK));
    store.raw().set(LOCK, new byte[] {'b'});

    done(a);

    assertThat(store.text(LOCK)).isEqualTo("b");
  }

  @Test
  void case24_counterAtItsEnd_beginsAgain() {
    LeasedTask a = taken("a");
    q1.set("processed", "" + Long.MAX_VALUE);

    assertThat(done(a)).isEqualTo(Result.APPLIED);

    assertThat(q1.text("processed")).isEqualTo("1");
    assertNotHeld();
    assertThat(q1.records()).isEmpty();
  }

  @Test
  void case25_doneOfATaskThatIsNotActive_changesNothing() {
    LeasedTask a = taken("a");
    store.raw().lrem(q1.key("active"), 0, new byte[] {'a'});
    store.raw().zrem(q1.key("lease"), new byte[] {'a'});
    q1.pending(task("a"));

    var change = store.change(() -> assertThat(done(a)).isEqualTo(Result.LOST));

    assertThat(change.keys()).isEmpty();
  }

  /** The lease is the right to write; Go refuses, and runs the task again. */
  @Test
  void case25_doneOfATaskThatOnlyTheListHasLost_isWritten() {
    LeasedTask a = taken("a");
    store.raw().lrem(q1.key("active"), 0, new byte[] {'a'});

    assertThat(done(a)).isEqualTo(Result.APPLIED);

    assertThat(q1.records()).isEmpty();
    assertNotHeld();
  }

  /** Go has removed the id from the active ones before it finds out. */
  @Test
  void case26_doneWithoutALease_changesNothing() {
    LeasedTask a = taken("a");
    store.raw().zrem(q1.key("lease"), new byte[] {'a'});

    var change = store.change(() -> assertThat(done(a)).isEqualTo(Result.LOST));

    assertThat(change.keys()).isEmpty();
  }

  @Test
  void case27_complete_keepsTheTaskForItsRetention() {
    LeasedTask a = taken(task("a").lockedBy(LOCK).with("retention", 3600L));
    store.raw().set(LOCK, new byte[] {'a'});
    long t = store.second();

    assertThat(acknowledge(new Ack.Complete(a.lease(), a.message()))).isEqualTo(Result.APPLIED);

    assertThat(q1.zset("completed").get("a")).isBetween(t + 3600, store.second() + 3600);
    assertThat(q1.fields("a")).containsEntry("state", "completed");
    assertThat((long) q1.message("a").get("completed_at")).isBetween(t - 1, store.second());
    assertThat(store.keys()).doesNotContain(LOCK);
    assertNotHeld();
    assertCounted("processed");
    assertThat(store.keys()).doesNotContain(q1.key("failed"));
  }

  @Test
  void case28_retryAsFailure_isCountedAndBurnsAnAttempt() {
    LeasedTask a = taken(task("a").lockedBy(LOCK).with("retried", 2));
    store.raw().set(LOCK, new byte[] {'a'});
    long t = store.second();

    assertThat(retry(a, Duration.ofSeconds(60), Cost.RETRY)).isEqualTo(Result.APPLIED);

    assertThat(q1.zset("retry").get("a")).isBetween(t + 60, store.second() + 61);
    assertThat(q1.fields("a")).containsEntry("state", "retry");
    assertThat(q1.message("a")).containsEntry("retried", 3).containsEntry("error_msg", "e");
    assertThat((long) q1.message("a").get("last_failed_at")).isBetween(t - 1, store.second());
    assertThat(store.text(LOCK)).isEqualTo("a");
    assertNotHeld();
    assertCounted("processed");
    assertCounted("failed");
  }

  @Test
  void case29_retryAsNoFailure_isNotCounted() {
    LeasedTask a = taken(task("a").with("retried", 2));
    long t = store.second();

    assertThat(retry(a, Duration.ofSeconds(60), Cost.NOTHING)).isEqualTo(Result.APPLIED);

    assertThat(q1.message("a")).containsEntry("retried", 2).containsEntry("error_msg", "e");
    assertThat((long) q1.message("a").get("last_failed_at")).isBetween(t - 1, store.second());
    assertThat(store.keys())
        .containsExactlyInAnyOrder("asynq:queues", q1.key("retry"), q1.key("t:a"));
  }

  @Test
  void case30_archive_isCountedAndKeepsTheLock() {
    LeasedTask a = taken(task("a").lockedBy(LOCK).with("retried", 2));
    store.raw().set(LOCK, new byte[] {'a'});
    long t = store.second();

    assertThat(archive(a, "e")).isEqualTo(Result.APPLIED);

    assertThat(q1.zset("archived").get("a")).isBetween(t, store.second());
    assertThat(q1.fields("a")).containsEntry("state", "archived");
    assertThat(q1.message("a")).containsEntry("error_msg", "e").containsEntry("retried", 2);
    assertThat(store.text(LOCK)).isEqualTo("a");
    assertNotHeld();
    assertCounted("processed");
    assertCounted("failed");
  }

  @Test
  void case31_archiveThatIsFull_keepsTheNewestWithTheirRecords() {
    LeasedTask a = taken("a");
    seedArchive(10_050, store.second() - 20_000);

    archive(a, "e");

    var archived = q1.zset("archived").keySet();
    assertThat(archived).hasSize(9999).contains("a", "old10050", "old53").doesNotContain("old52");
    assertThat(q1.records()).containsExactlyInAnyOrderElementsOf(archived);
  }

  @Test
  void case32_archivedTaskOf91Days_goesWithItsRecord() {
    LeasedTask a = taken("a");
    seedArchive(1, store.second() - 91 * DAY);

    archive(a, "e");

    assertThat(q1.zset("archived")).containsOnlyKeys("a");
    assertThat(q1.records()).containsExactly("a");
  }

  /** Go's script fails half-way, and so does every later one of the queue. */
  @Test
  void case33_manyArchivedTasksOf91Days_goInPortions() {
    seedArchive(9_000, store.second() - 91 * DAY - 9_000);
    var archived = IntStream.range(0, 9).mapToObj(i -> "a" + i).toList();

    for (String id : archived) {
      assertThat(archive(taken(id), "e")).isEqualTo(Result.APPLIED);
      assertThat(q1.zset("archived")).containsKey(id);
    }

    assertThat(q1.zset("archived").keySet()).containsExactlyInAnyOrderElementsOf(archived);
    assertThat(q1.records()).containsExactlyInAnyOrderElementsOf(archived);
    assertThat(q1.fields("a0")).containsEntry("state", "archived");
    assertNotHeld();
  }

  @Test
  void case34_requeue_isNextToRun() {
    LeasedTask a = taken("a");
    q1.pending(task("x"), task("y"));
    byte[] message = store.raw().hget(q1.key("t:a"), "msg");

    var change =
        store.change(() ->
            assertThat(acknowledge(new Ack.Requeue(a.lease(), a.message())))
                .isEqualTo(Result.APPLIED));

    assertThat(q1.list("pending")).containsExactly("y", "x", "a");
    assertThat(q1.fields("a")).containsEntry("state", "pending");
    assertThat(store.raw().hget(q1.key("t:a"), "msg")).isEqualTo(message);
    assertThat(change.keys())
        .containsExactlyInAnyOrder(
            q1.key("pending"), q1.key("active"), q1.key("lease"), q1.key("t:a"));
    assertNotHeld();
  }

  @Test
  void case34_requeueOfSeveral_keepsTheirOrder() {
    List<LeasedTask> taken = List.of(taken("a"), taken("b"), taken("c"));
    q1.pending(task("x"));

    broker.acknowledge(
        "q1", taken.stream().map(task -> new Ack.Requeue(task.lease(), task.message())).toList());

    assertThat(q1.list("pending")).containsExactly("x", "c", "b", "a");
  }
}
