package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.belfry.tasks.TaskStoreException;
import dev.belfry.tasks.internal.redis.Ack.Archive;
import dev.belfry.tasks.internal.redis.Ack.Complete;
import dev.belfry.tasks.internal.redis.Ack.Cost;
import dev.belfry.tasks.internal.redis.Ack.Done;
import dev.belfry.tasks.internal.redis.Ack.Requeue;
import dev.belfry.tasks.internal.redis.Ack.Result;
import dev.belfry.tasks.internal.redis.Ack.Retry;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AcknowledgeTest extends RedisFixture {
  private static final long NINETY_DAYS = 90 * 86_400;

  private static String today(String counter) {
    return counter + ":" + LocalDate.ofInstant(broker.now(), ZoneOffset.UTC);
  }

  private static LeasedTask active(TaskMessage message) {
    seedPending(message.id());
    hset(message.id(), "msg", message.encode());
    return dequeueOne();
  }

  private static LeasedTask active(String id) {
    return active(message(id).build());
  }

  private static Ack done(LeasedTask task) {
    return new Done(task.lease(), task.message());
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
  void case25_notActive_nothingIsWritten() {
    var task = active("a");
    raw.lrem(KEYS.active(), 0, bytes("a"));
    raw.zrem(KEYS.lease(), bytes("a"));
    var before = everything();
    assertThat(acknowledge(done(task))).isEqualTo(Result.LOST);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void case26_leaseMissing_nothingIsWritten() {
    var task = active("a");
    raw.zrem(KEYS.lease(), bytes("a"));
    var before = everything();
    for (Ack ack : everyAck(task)) {
      assertThat(acknowledge(ack)).as("%s", ack).isEqualTo(Result.LOST);
    }
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void leaseOfALaterOwner_nothingIsWritten() {
    var task = active("a");
    zadd(KEYS.lease(), task.lease().until() + 60, "a");
    var before = everything();
    for (Ack ack : everyAck(task)) {
      assertThat(acknowledge(ack)).as("%s", ack).isEqualTo(Result.LOST);
    }
    assertThat(broker.writeResult(task.lease(), bytes("r"))).isFalse();
    assertThat(broker.extendLeases(QUEUE, List.of(task.lease())).lost())
        .containsExactly(task.lease());
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void sameSecondRedequeue_lateAckOfTheFirstOwnerIsRefused() {
    var first = active("a");
    acknowledge(new Requeue(first.lease(), first.message()));
    var second = dequeueOne();
    assertThat(acknowledge(done(first))).isEqualTo(Result.LOST);
    assertThat(acknowledge(done(second))).isEqualTo(Result.APPLIED);
  }

  private static List<Ack> everyAck(LeasedTask task) {
    var lease = task.lease();
    var message = task.message();
    return List.of(
        new Done(lease, message),
        new Complete(lease, message),
        new Retry(lease, message, "e", Duration.ofSeconds(5), Cost.RETRY),
        new Archive(lease, message, "e"),
        new Requeue(lease, message));
  }

  @Test
  void ackSentTwice_secondIsKnownToBeAppliedAndWritesNothing() {
    for (int i = 0; i < 5; i++) {
      Ack ack = everyAck(active("a" + i)).get(i);
      assertThat(acknowledge(ack)).isEqualTo(Result.APPLIED);
      var before = everything();
      assertThat(acknowledge(ack)).as("%s", ack).isEqualTo(Result.ALREADY_APPLIED);
      assertThat(everything()).isEqualTo(before);
      raw.flushall();
    }
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
  void case31_fullArchive_keepsTheNewest9999WithoutLeftovers() {
    seedArchive(10_050, second() - 20_000);
    String lock = KEYS.lockPrefix() + "old";
    hset("old0", "unique_key", lock);
    raw.set(lock, bytes("old0"));
    var task = active("new");
    acknowledge(new Archive(task.lease(), task.message(), "e"));
    assertThat(raw.zcard(KEYS.archived())).isEqualTo(9999);
    assertThat(raw.zrank(KEYS.archived(), bytes("new"))).isEqualTo(9998);
    assertThat(raw.exists(KEYS.task("old51"))).isZero();
    assertThat(raw.exists(KEYS.task("old52"))).isOne();
    assertThat(get(lock)).isNull();
  }

  @Test
  void case32and33_agedArchive_isTrimmedInPortions() {
    seedArchive(9000, second() - NINETY_DAYS - 20_000);
    var task = active("new");
    assertThat(acknowledge(new Archive(task.lease(), task.message(), "e")))
        .isEqualTo(Result.APPLIED);
    // No acknowledgement makes others wait for the forgetting of a whole archive.
    assertThat(raw.zcard(KEYS.archived())).isEqualTo(8001);
    trim(8);
    assertThat(zset(KEYS.archived())).containsExactly("new");
    assertThat(raw.keys(KEYS.taskPrefix() + "*")).containsExactly(KEYS.task("new"));
  }

  @Test
  void trimmedId_whoseRecordSaysThatItIsElsewhere_keepsItsRecord() {
    seedArchive(1, second() - NINETY_DAYS - 20_000);
    hset("old0", "state", "pending");
    trim(1);
    assertThat(raw.exists(KEYS.archived())).isZero();
    assertThat(hget("old0", "state")).isEqualTo("pending");
  }

  /** By a server that has not done so lately. */
  private static void trim(int times) {
    try (var other = RedisBroker.connect(target)) {
      for (int n = 0; n < times; n++) {
        other.deleteExpired(QUEUE, 1000);
      }
    }
  }

  private static void seedArchive(int size, long firstScore) {
    raw.eval(
        """
        for i = 0, ARGV[1] - 1 do
          redis.call('ZADD', KEYS[1], ARGV[2] + i, 'old' .. i)
          redis.call('HSET', KEYS[2] .. 'old' .. i, 'msg', '', 'state', 'archived')
        end
        return redis.status_reply('OK')
        """,
        io.lettuce.core.ScriptOutputType.STATUS,
        new String[] {KEYS.archived(), KEYS.taskPrefix()},
        bytes(Integer.toString(size)),
        bytes(Long.toString(firstScore)));
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

  @Test
  void extend_holderGetsAnotherThirtySeconds() {
    var task = active("a");
    zadd(KEYS.lease(), task.lease().until() - 20, "a");
    hset("a", "belfry_lease", Long.toString(task.lease().until() - 20));
    var extension = broker.extendLeases(QUEUE, List.of(task.lease()));
    assertThat(extension.lost()).isEmpty();
    assertThat(extension.extended().getFirst().until())
        .isGreaterThanOrEqualTo(task.lease().until());
    assertThat(acknowledge(new Done(extension.extended().getFirst(), task.message())))
        .isEqualTo(Result.APPLIED);
  }

  @Test
  void writeResult_taskGone_createsNothing() {
    var task = active("a");
    assertThat(broker.writeResult(task.lease(), bytes("r"))).isTrue();
    assertThat(hget("a", "result")).isEqualTo("r");
    acknowledge(done(task));
    assertThat(broker.writeResult(task.lease(), bytes("r"))).isFalse();
    assertThat(raw.exists(KEYS.task("a"))).isZero();
  }

  @Test
  void goRecoveredTheTaskAndRunsIt_outcomeOfTheFormerOwnerIsVoid() {
    var former = active("a");
    long goUntil = former.lease().until() + 60;
    goRecovers("a");
    assertNothingIsWrittenBy(former);
    goForwardsAndDequeues("a", goUntil);
    assertNothingIsWrittenBy(former);
    // Go leaves our fields alone, so they name a former owner.
    assertThat(hget("a", "belfry_owner")).isEqualTo(former.lease().owner());
    assertThat(hget("a", "belfry_lease")).isEqualTo(Long.toString(former.lease().until()));
    assertThat(score(KEYS.lease(), "a")).isEqualTo(goUntil);
  }

  @Test
  void outcomeWasWrittenAndGoRunsTheTask_sameOutcomeAgainIsVoid() {
    var former = active("a");
    Ack retry = new Retry(former.lease(), former.message(), "e", Duration.ZERO, Cost.RETRY);
    acknowledge(retry);
    goForwardsAndDequeues("a", former.lease().until());
    var before = everything();
    for (Ack ack : everyAck(former)) {
      assertThat(acknowledge(ack)).as("%s", ack).isEqualTo(Result.ALREADY_APPLIED);
    }
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void goDequeuedTheTaskAnewUnderTheSameId_recordWithoutOurFieldsIsGos() {
    var former = active("a");
    raw.del(KEYS.task("a"));
    hset("a", "msg", message("a").build().encode());
    hset("a", "state", "active");
    assertNothingIsWrittenBy(former);
  }

  private static void assertNothingIsWrittenBy(LeasedTask former) {
    var before = everything();
    for (Ack ack : everyAck(former)) {
      assertThat(acknowledge(ack)).as("%s", ack).isEqualTo(Result.LOST);
    }
    assertThat(broker.writeResult(former.lease(), bytes("r"))).isFalse();
    assertThat(broker.extendLeases(QUEUE, List.of(former.lease())).extended()).isEmpty();
    assertThat(everything()).isEqualTo(before);
  }

  private static void goRecovers(String id) {
    raw.lrem(KEYS.active(), 0, bytes(id));
    raw.zrem(KEYS.lease(), bytes(id));
    zadd(KEYS.retry(), second(), id);
    hset(id, "msg", message(id).build().failedAt(second(), "asynq: task lease expired").encode());
    hset(id, "state", "retry");
  }

  private static void goForwardsAndDequeues(String id, long until) {
    raw.zrem(KEYS.retry(), bytes(id));
    raw.lpush(KEYS.active(), bytes(id));
    hset(id, "state", "active");
    raw.hdel(KEYS.task(id), "pending_since");
    zadd(KEYS.lease(), until, id);
  }

  @Test
  void outOfMemory_leasesAreExtendedAndOutcomesWritten() {
    var task = active("a");
    raw.configSet("maxmemory", "1");
    try {
      assertThat(broker.extendLeases(QUEUE, List.of(task.lease())).lost()).isEmpty();
      assertThat(acknowledge(done(task))).isEqualTo(Result.APPLIED);
    } finally {
      raw.configSet("maxmemory", "0");
    }
  }

  @Test
  void keyThatIsNoRecord_doesNotKeepOthersFromBeingWritten() {
    var broken = active("a");
    var good = active("b");
    raw.del(KEYS.task("a"));
    raw.set(KEYS.task("a"), bytes("x"));
    var leases = List.of(broken.lease(), good.lease());
    assertThat(broker.extendLeases(QUEUE, leases).lost()).containsExactly(broken.lease());
    assertThat(broker.acknowledge(QUEUE, List.of(done(broken), done(good))))
        .containsExactly(Result.ALREADY_APPLIED, Result.APPLIED);
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
  void containerIsOfAnotherType_nothingIsHalfApplied() {
    Map<String, Function<LeasedTask, Ack>> outcomes =
        Map.of(
            KEYS.retry(),
            task ->
                new Ack.Retry(
                    task.lease(), task.message(), "e", Duration.ofSeconds(1), Ack.Cost.RETRY),
            KEYS.completed(),
            task -> new Ack.Complete(task.lease(), task.message()),
            KEYS.archived(),
            task -> new Ack.Archive(task.lease(), task.message(), "e"),
            KEYS.pending(),
            task -> new Ack.Requeue(task.lease(), task.message()),
            KEYS.active(),
            task -> new Ack.Done(task.lease(), task.message()));
    outcomes.forEach((key, outcome) -> {
      raw.flushall();
      seedPending("a");
      LeasedTask task = dequeueOne();
      raw.del(key);
      raw.set(key, bytes("of another type"));
      var before = everything();
      assertThatThrownBy(() -> acknowledge(outcome.apply(task)))
          .as(key)
          .isInstanceOf(TaskStoreException.class);
      assertThat(everything()).as(key).isEqualTo(before);
    });
  }
}
