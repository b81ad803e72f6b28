package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.belfry.tasks.internal.redis.Ack.Cost;
import dev.belfry.tasks.internal.redis.Ack.Retry;
import dev.belfry.tasks.internal.redis.NewTask.IdOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MaintenanceTest extends RedisFixture {

  private static void expire(String id, long seconds) {
    long end = second() - seconds;
    zadd(KEYS.lease(), end, id);
    hset(id, "belfry_lease", Long.toString(end));
  }

  @Test
  void case35_manyAreDue_allMoveInOrderAndTheFutureStays() {
    long now = second();
    var ids = new ArrayList<String>();
    for (int i = 0; i < 1250; i++) {
      seedWaiting("scheduled", "t" + i, now - 2000 + i);
      ids.add("t" + i);
    }
    seedWaiting("scheduled", "future", now + 100);
    Forwarded forwarded = broker.forward(QUEUE);
    assertThat(forwarded.moved()).isEqualTo(1250);
    assertThat(forwarded.next().orElseThrow())
        .isBetween(Duration.ofSeconds(80), Duration.ofSeconds(100));
    assertThat(list(KEYS.pending()).reversed()).isEqualTo(ids);
    assertThat(hget("t0", "state")).isEqualTo("pending");
    assertThat(hget("t0", "pending_since")).hasSize(19);
    assertThat(zset(KEYS.scheduled())).containsExactly("future");
  }

  @Test
  void case36_retryOfAGroupedTask_goesToItsRegisteredGroup() {
    seedWaiting("retry", "a", second() - 1);
    hset("a", "group", "g");
    assertThat(broker.forward(QUEUE).moved()).isEqualTo(1);
    assertThat(score(KEYS.group("g"), "a")).isCloseTo(second(), within(2L));
    assertThat(raw.sismember(KEYS.groups(), bytes("g"))).isTrue();
    assertThat(hget("a", "state")).isEqualTo("aggregating");
    assertThat(raw.exists(KEYS.pending())).isZero();
  }

  @Test
  void moreThanOneScriptMovesWithinTheSameSecond_noneIsEarlyAndNoneIsLeft() {
    long second = second() + 2;
    for (int i = 0; i < 1200; i++) {
      seedWaiting("scheduled", "t" + i, second);
      hset("t" + i, "belfry_due_ms", Long.toString(second * 1000 - i / 2));
    }
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> {
          broker.forward(QUEUE, DelayedSet.SCHEDULED);
          return raw.exists(KEYS.scheduled()) == 0;
        });
    assertThat(list(KEYS.pending())).hasSize(1200);
    for (int i = 0; i < 1200; i++) {
      long since = Long.parseLong(hget("t" + i, "pending_since")) / 1_000_000;
      assertThat(since).isGreaterThanOrEqualTo(second * 1000 - i / 2);
    }
  }

  @Test
  void lookForTheNextDue_isOneCommandAndNeverTooLate() {
    assertThat(broker.nextDue(QUEUE, DelayedSet.RETRY)).isEmpty();
    seedWaiting("retry", "a", 2_000_000_000);
    assertThat(broker.nextDue(QUEUE, DelayedSet.RETRY))
        .contains(Instant.ofEpochSecond(1_999_999_999));
  }

  @Test
  void exactTime_isKeptToTheMillisecondAndNotEarly() {
    Instant inASecond = broker.now().plusMillis(1_000);
    // A whole second needs no field of its own.
    Instant due = inASecond.toEpochMilli() % 1_000 == 0 ? inASecond.plusMillis(1) : inASecond;
    broker.enqueue(
        new NewTask(message("a").build(), new NewTask.At(due), Duration.ZERO, IdOrigin.CHOSEN));
    assertThat(hget("a", "belfry_due_ms")).isEqualTo(String.valueOf(due.toEpochMilli()));
    Forwarded first = broker.forward(QUEUE);
    assertThat(first.moved()).isZero();
    assertThat(first.next().orElseThrow()).isLessThanOrEqualTo(Duration.ofMillis(1_001));
    await().pollInterval(Duration.ofMillis(5)).until(() -> broker.forward(QUEUE).moved() == 1);
    long since = Long.parseLong(hget("a", "pending_since")) / 1_000_000;
    assertThat(since).isGreaterThanOrEqualTo(due.toEpochMilli());
    assertThat(hget("a", "belfry_due_ms")).isNull();
  }

  @Test
  void exactTimeThatGoHasOverwritten_doesNotCount() {
    seedWaiting("retry", "a", second() + 100);
    hset("a", "belfry_due_ms", "1000");
    Forwarded forwarded = broker.forward(QUEUE);
    assertThat(forwarded.moved()).isZero();
    assertThat(forwarded.next()).isPresent();
  }

  @Test
  void nothingWaits_forwardSaysSo() {
    assertThat(broker.forward(QUEUE).next()).isEmpty();
    assertThat(everything()).isEmpty();
  }

  @Test
  void ghostInASchedule_vanishes() {
    zadd(KEYS.scheduled(), second() - 5, "ghost");
    assertThat(broker.forward(QUEUE).moved()).isZero();
    assertThat(everything()).isEmpty();
  }

  @Test
  void lookOfAnotherServer_isToldAndTheOwnIsNot() throws Exception {
    seedWaiting("retry", "a", 2_000_000_000);
    var told = new LinkedBlockingQueue<String>();
    var listener =
        new DueListener() {
          @Override
          public void dueAt(DelayedSet set, Instant moment) {
            told.add("at");
          }

          @Override
          public void nothingBefore(DelayedSet set, Instant moment) {
            told.add(set + " " + moment.getEpochSecond());
          }
        };
    try (var other = RedisBroker.connect(target);
        var subscription = broker.onDue(QUEUE, listener)) {
      broker.forward(QUEUE, DelayedSet.RETRY);
      other.forward(QUEUE, DelayedSet.RETRY);
      assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("RETRY 1999999999");
      assertThat(told).isEmpty();
    }
  }

  private static DueListener counting(CountDownLatch told) {
    return new DueListener() {
      @Override
      public void dueAt(DelayedSet set, Instant moment) {
        told.countDown();
      }

      @Override
      public void nothingBefore(DelayedSet set, Instant moment) {}
    };
  }

  @Test
  void newHeadOfTheSchedule_isToldToListeners() throws Exception {
    var told = new CountDownLatch(2);
    try (var subscription = broker.onDue(QUEUE, counting(told))) {
      broker.enqueue(
          new NewTask(
              message("a").build(),
              new NewTask.In(Duration.ofSeconds(90)),
              Duration.ZERO,
              IdOrigin.CHOSEN));
      seedPending("b");
      var task = dequeueOne();
      acknowledge(
          new Retry(task.lease(), task.message(), "e", Duration.ofSeconds(5), Cost.NOTHING));
      assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void case37_expiredRetention_isForgotten() {
    long now = second();
    for (int i = 0; i < 1150; i++) {
      seedWaiting("completed", "t" + i, now - 1);
    }
    seedWaiting("completed", "live", now + 100);
    assertThat(broker.deleteExpired(QUEUE, 1000).completed()).isEqualTo(1000);
    assertThat(broker.deleteExpired(QUEUE, 1000).completed()).isEqualTo(150);
    assertThat(raw.keys("*")).containsExactlyInAnyOrder(KEYS.completed(), KEYS.task("live"));
  }

  @Test
  void expiredId_whoseRecordSaysThatItIsElsewhere_keepsItsRecord() {
    seedPending("again");
    zadd(KEYS.completed(), second() - 1, "again");
    assertThat(broker.deleteExpired(QUEUE, 10).completed()).isOne();
    assertThat(raw.exists(KEYS.completed())).isZero();
    assertThat(hget("again", "state")).isEqualTo("pending");
  }

  @Test
  void case38and39_workerDied_taskRunsAgainWithoutBurningARetry() throws Exception {
    seedActive("a", second() - 40);
    hset("a", "msg", message("a").maxRetry(0).build().encode());
    seedPending("x");
    assertThat(broker.recover(QUEUE)).isEqualTo(new Recovery(1, 0, 0));
    assertThat(list(KEYS.pending())).containsExactly("x", "a");
    assertThat(raw.exists(KEYS.active(), KEYS.lease(), KEYS.processed())).isZero();
    assertThat(stored("a")).isEqualTo(message("a").maxRetry(0).build());
    assertThat(hget("a", "belfry_crashes")).isEqualTo("1");
  }

  @Test
  void case40_leaseOfGoJustExpired_isLeftAlone() {
    seedActive("a", second() - 20);
    var before = everything();
    assertThat(broker.recover(QUEUE)).isEqualTo(new Recovery(0, 0, 0));
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void leaseOfBelfryJustExpired_isRecovered() {
    seedPending("a", "b");
    broker.dequeue(QUEUE, 2, "server");
    assertThat(broker.recover(QUEUE).requeued()).isZero();
    expire("a", 2);
    assertThat(broker.recover(QUEUE).requeued()).isEqualTo(1);
    assertThat(list(KEYS.pending())).containsExactly("a");
    assertThat(list(KEYS.active())).containsExactly("b");
  }

  @Test
  void leaseOfBelfryThatGoTookOver_isTreatedAsGos() {
    seedPending("a");
    dequeueOne();
    zadd(KEYS.lease(), second() - 20, "a");
    assertThat(broker.recover(QUEUE).requeued()).isZero();
  }

  @Test
  void crashBudgetSpent_taskIsArchivedWithAClearError() throws Exception {
    seedPending("a");
    for (int crash = 1; crash <= Maintaining.CRASH_BUDGET; crash++) {
      dequeueOne();
      expire("a", 2);
      assertThat(broker.recover(QUEUE)).isEqualTo(new Recovery(1, 0, 0));
    }
    dequeueOne();
    expire("a", 2);
    assertThat(broker.recover(QUEUE)).isEqualTo(new Recovery(0, 1, 0));
    assertThat(zset(KEYS.archived())).containsExactly("a");
    assertThat(stored("a").error()).contains("worker died").contains("6 times");
    assertThat(stored("a").lastFailedAt()).isCloseTo(second(), within(2L));
    assertThat(stored("a").retried()).isZero();
    assertThat(get(KEYS.failed())).isEqualTo("1");
    assertThat(raw.exists(KEYS.active(), KEYS.lease(), KEYS.pending())).isZero();
  }

  @Test
  void regularFailure_resetsTheCrashes() {
    seedPending("a");
    dequeueOne();
    expire("a", 2);
    broker.recover(QUEUE);
    var task = dequeueOne();
    acknowledge(new Retry(task.lease(), task.message(), "e", Duration.ZERO, Cost.RETRY));
    assertThat(hget("a", "belfry_crashes")).isNull();
  }

  @Test
  void case41_undecodableAndGoodTask_bothAreRecovered() {
    seedActive("bad", second() - 40);
    hset("bad", "msg", new byte[] {(byte) 0xff});
    seedActive("good", second() - 40);
    assertThat(broker.recover(QUEUE).requeued()).isEqualTo(2);
    assertThat(broker.dequeue(QUEUE, 5, "server").tasks())
        .extracting(t -> t.lease().id())
        .containsExactly("good");
    assertThat(zset(KEYS.archived())).containsExactly("bad");
  }

  @Test
  void activeWithoutLease_isRecovered() {
    seedPending("a");
    dequeueOne();
    raw.del(KEYS.lease());
    assertThat(broker.recover(QUEUE)).isEqualTo(new Recovery(1, 0, 0));
    assertThat(list(KEYS.pending())).containsExactly("a");
    assertThat(raw.exists(KEYS.active())).isZero();
  }

  @Test
  void leaseWithoutActiveEntry_isRecoveredWhenItExpires() {
    seedActive("a", second() - 40);
    raw.del(KEYS.active());
    assertThat(broker.recover(QUEUE)).isEqualTo(new Recovery(1, 0, 0));
    assertThat(list(KEYS.pending())).containsExactly("a");
    assertThat(raw.exists(KEYS.lease())).isZero();
  }

  @Test
  void phantomRecord_isClearedAway() {
    seedActive("a", second() - 40);
    raw.hdel(KEYS.task("a"), "msg");
    assertThat(broker.recover(QUEUE)).isEqualTo(new Recovery(0, 0, 1));
    assertThat(everything()).isEmpty();
  }

  @Test
  void leftoverOfATaskThatIsElsewhere_isClearedAwayAndTheTaskStays() {
    seedPending("a");
    raw.lpush(KEYS.active(), bytes("a"));
    seedWaiting("retry", "b", second() + 50);
    zadd(KEYS.lease(), second() - 40, "b");
    zadd(KEYS.lease(), second() - 40, "nobody");
    assertThat(broker.recover(QUEUE)).isEqualTo(new Recovery(0, 0, 3));
    assertThat(raw.exists(KEYS.active(), KEYS.lease())).isZero();
    assertThat(list(KEYS.pending())).containsExactly("a");
    assertThat(zset(KEYS.retry())).containsExactly("b");
  }

  @Test
  void manyWithinTheNextSecond_forwardDoesNotAskToLookAgainAtOnce() {
    long now = second();
    for (int i = 0; i < 600; i++) {
      seedWaiting("retry", "t" + i, now + 2);
    }
    await()
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> {
          Forwarded forwarded = broker.forward(QUEUE);
          assertThat(forwarded.next().filter(Duration::isZero)).isEmpty();
          assertThat(list(KEYS.pending())).hasSize(600);
        });
  }

  @Test
  void bothSetsHaveTasks_forwardTellsTheEarlierMoment() {
    long now = second();
    seedWaiting("scheduled", "s", now + 300);
    seedWaiting("retry", "r", now + 200);
    seedWaiting("retry", "due", now - 1);
    Forwarded forwarded = broker.forward(QUEUE);
    assertThat(forwarded.moved()).isEqualTo(1);
    assertThat(forwarded.next().orElseThrow())
        .isBetween(Duration.ofSeconds(195), Duration.ofSeconds(200));
  }
}
