package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.belfry.tasks.internal.redis.Ack.Archive;
import dev.belfry.tasks.internal.redis.Ack.Complete;
import dev.belfry.tasks.internal.redis.Ack.Cost;
import dev.belfry.tasks.internal.redis.Ack.Requeue;
import dev.belfry.tasks.internal.redis.Ack.Result;
import dev.belfry.tasks.internal.redis.Ack.Retry;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a task, and of the counters, by the outcome that its server writes. */
class AcknowledgeTest extends RedisFixture {
  private static final long NINETY_DAYS = 90 * 86_400;

  private static String today(String counter) {
    return counter + ":" + LocalDate.ofInstant(broker.now(), ZoneOffset.UTC);
  }

  @Test
  void case21_active_doneForgetsAndCounts() {
    assertThat(acknowledge(done(active("a")))).isEqualTo(Result.APPLIED);
    assertThat(everything().keySet())
        .containsExactlyInAnyOrder(KEYS.processed(), today(KEYS.processed()));
    assertThat(get(KEYS.processed())).isEqualTo("1");
    assertThat(get(today(KEYS.processed()))).isEqualTo("1");
    assertThat(raw.ttl(today(KEYS.processed()))).isCloseTo(NINETY_DAYS, within(5L));
  }

  @Test
  void case22_dayCounterWithoutExpiry_keepsNone() {
    raw.set(today(KEYS.processed()), bytes("5"));
    acknowledge(done(active("a")));
    assertThat(get(today(KEYS.processed()))).isEqualTo("6");
    assertThat(raw.ttl(today(KEYS.processed()))).isEqualTo(-1);
  }

  @Test
  void case23_uniqueLock_isReleasedByItsHolderOnly() {
    String lock = KEYS.lockPrefix() + "T:1";
    var task = active(message("a").uniqueKey(lock).build());
    raw.set(lock, bytes("a"));
    acknowledge(done(task));
    assertThat(get(lock)).isNull();

    var other = active(message("b").uniqueKey(lock).build());
    raw.set(lock, bytes("c"));
    acknowledge(done(other));
    assertThat(get(lock)).isEqualTo("c");
  }

  @Test
  void case24_counterAtItsMaximum_startsAgain() {
    raw.set(KEYS.processed(), bytes(Long.toString(Long.MAX_VALUE)));
    assertThat(acknowledge(done(active("a")))).isEqualTo(Result.APPLIED);
    assertThat(get(KEYS.processed())).isEqualTo("1");
  }

  @Test
  void case27_retention_completeKeepsTheTask() throws Exception {
    String lock = KEYS.lockPrefix() + "T:1";
    var task = active(message("a").retentionSeconds(3600).uniqueKey(lock).build());
    raw.set(lock, bytes("a"));
    long now = second();
    acknowledge(new Complete(task.lease(), task.message()));
    assertThat(score(KEYS.completed(), "a")).isCloseTo(now + 3600L, within(2L));
    assertThat(hget("a", "state")).isEqualTo("completed");
    assertThat(stored("a").completedAt()).isCloseTo(now, within(2L));
    assertThat(get(lock)).isNull();
    assertThat(get(KEYS.processed())).isEqualTo("1");
    assertThat(raw.exists(KEYS.active(), KEYS.lease(), KEYS.failed())).isZero();
  }

  @Test
  void case28_failure_retryBurnsOneAndCounts() throws Exception {
    String lock = KEYS.lockPrefix() + "T:1";
    var task = active(message("a").retried(2).uniqueKey(lock).build());
    raw.set(lock, bytes("a"));
    long now = second();
    acknowledge(new Retry(task.lease(), task.message(), "e", Duration.ofSeconds(60), Cost.RETRY));
    assertThat(score(KEYS.retry(), "a")).isCloseTo(now + 60L, within(2L));
    assertThat(hget("a", "state")).isEqualTo("retry");
    assertThat(stored("a").retried()).isEqualTo(3);
    assertThat(stored("a").error()).isEqualTo("e");
    assertThat(stored("a").lastFailedAt()).isCloseTo(now, within(2L));
    for (String counter : List.of(KEYS.processed(), KEYS.failed())) {
      assertThat(get(counter)).isEqualTo("1");
      assertThat(get(today(counter))).isEqualTo("1");
    }
    assertThat(get(lock)).isEqualTo("a");
  }

  @Test
  void case29_noFailure_retryBurnsNothing() throws Exception {
    var task = active(message("a").retried(2).build());
    acknowledge(
        new Retry(task.lease(), task.message(), "later", Duration.ofSeconds(60), Cost.NOTHING));
    assertThat(stored("a").retried()).isEqualTo(2);
    assertThat(stored("a").error()).isEqualTo("later");
    assertThat(stored("a").lastFailedAt()).isPositive();
    assertThat(get(KEYS.processed())).isNull();
    assertThat(get(KEYS.failed())).isNull();
  }

  @Test
  void endlessDelay_isCutToACentury() {
    var task = active("a");
    var endless = Duration.ofSeconds(Long.MAX_VALUE);
    acknowledge(new Retry(task.lease(), task.message(), "e", endless, Cost.RETRY));
    assertThat(score(KEYS.retry(), "a"))
        .isCloseTo(second() + Duration.ofDays(36_500).toSeconds(), within(2L));
  }

  @Test
  void case30_archive_keepsTheTaskWithItsError() throws Exception {
    var task = active("a");
    long now = second();
    acknowledge(new Archive(task.lease(), task.message(), "e"));
    assertThat(score(KEYS.archived(), "a")).isCloseTo(now, within(2L));
    assertThat(hget("a", "state")).isEqualTo("archived");
    assertThat(stored("a").error()).isEqualTo("e");
    assertThat(stored("a").retried()).isZero();
    assertThat(get(KEYS.processed())).isEqualTo("1");
    assertThat(get(KEYS.failed())).isEqualTo("1");
  }

  @Test
  void case34_requeue_isNextToRun() {
    var task = active("a");
    seedPending("x", "y");
    acknowledge(new Requeue(task.lease(), task.message()));
    assertThat(list(KEYS.pending())).containsExactly("y", "x", "a");
    assertThat(hget("a", "state")).isEqualTo("pending");
    assertThat(hget("a", "pending_since")).hasSize(19);
    assertThat(raw.exists(KEYS.active(), KEYS.lease(), KEYS.processed())).isZero();
  }

  @Test
  void requeueOfMany_keepsTheirOrder() {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 450; i++) {
      ids.add("t" + i);
    }
    seedPending(ids.toArray(String[]::new));
    var tasks = new ArrayList<LeasedTask>();
    for (int i = 0; i < 5; i++) {
      tasks.addAll(broker.dequeue(QUEUE, 100, "server").tasks());
    }
    var acks = tasks.stream().map(t -> new Requeue(t.lease(), t.message())).toList();
    assertThat(broker.acknowledge(QUEUE, acks)).containsOnly(Result.APPLIED);
    assertThat(list(KEYS.pending()).reversed()).isEqualTo(ids);
  }

  @Test
  void mixedBatch_eachIsJudgedByItself() {
    seedPending("a", "b", "c", "d");
    var tasks = broker.dequeue(QUEUE, 4, "server").tasks();
    raw.zrem(KEYS.lease(), bytes("b"));
    var results =
        broker.acknowledge(
            QUEUE,
            List.of(
                everyAck(tasks.get(0)).get(0),
                everyAck(tasks.get(1)).get(0),
                everyAck(tasks.get(2)).get(2),
                everyAck(tasks.get(3)).get(0)));
    assertThat(results)
        .containsExactly(Result.APPLIED, Result.LOST, Result.APPLIED, Result.APPLIED);
    assertThat(get(KEYS.processed())).isEqualTo("3");
    assertThat(zset(KEYS.retry())).containsExactly("c");
  }
}
