package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskStoreException;
import dev.belfry.tasks.internal.redis.Fetch.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DequeueTest extends RedisFixture {

  @Test
  void case17_pendingThree_dequeueTakesTheOldest() {
    seedPending("a", "b", "c");
    long before = second();
    Fetch fetch = broker.dequeue(QUEUE, 1, "server");
    assertThat(fetch.status()).isEqualTo(Status.FOUND);
    LeasedTask task = fetch.tasks().getFirst();
    assertThat(task.message()).isEqualTo(message("a").build());
    assertThat(task.lease().until()).isBetween(before + 30, second() + 30);
    assertThat(list(KEYS.pending())).containsExactly("c", "b");
    assertThat(list(KEYS.active())).containsExactly("a");
    assertThat(score(KEYS.lease(), "a")).isEqualTo(task.lease().until());
    assertThat(hget("a", "state")).isEqualTo("active");
    assertThat(hget("a", "pending_since")).isNull();
  }

  @Test
  void case18_paused_nothingIsTaken() {
    seedPending("a");
    raw.set(KEYS.paused(), bytes("1700000000"));
    var before = everything();
    assertThat(broker.dequeue(QUEUE, 5, "server").status()).isEqualTo(Status.PAUSED);
    assertThat(everything()).isEqualTo(before);
    assertThat(broker.isPaused(QUEUE)).isTrue();
  }

  @Test
  void emptyQueue_nothingIsTaken() {
    assertThat(broker.dequeue(QUEUE, 5, "server")).isEqualTo(new Fetch(Status.EMPTY, List.of()));
    assertThat(everything()).isEmpty();
  }

  @Test
  void case20_ghostId_isDroppedAndTheNextIsDelivered() {
    raw.lpush(KEYS.pending(), bytes("ghost"));
    seedPending("a");
    var tasks = broker.dequeue(QUEUE, 1, "server").tasks();
    assertThat(tasks).isEmpty();
    assertThat(dequeueOne().lease().id()).isEqualTo("a");
    assertThat(list(KEYS.active())).containsExactly("a");
    assertThat(raw.exists(KEYS.task("ghost"))).isZero();
    assertThat(zset(KEYS.lease())).containsExactly("a");
  }

  @Test
  void batch_equalsSingleTakesInOrder() {
    seedPending("a", "b", "c", "d");
    var tasks = broker.dequeue(QUEUE, 3, "server").tasks();
    assertThat(tasks).extracting(t -> t.lease().id()).containsExactly("a", "b", "c");
    assertThat(list(KEYS.active())).containsExactly("c", "b", "a");
    assertThat(list(KEYS.pending())).containsExactly("d");
  }

  @Test
  void batch_eachTakerHasANameOfItsOwn() {
    seedPending("a", "b", "c");
    var first = broker.dequeue(QUEUE, 1, "server").tasks();
    var tasks = broker.dequeue(QUEUE, 3, "server").tasks();
    assertThat(tasks)
        .hasSize(2)
        .noneMatch(task -> task.lease().owner().equals(first.getFirst().lease().owner()));
    for (LeasedTask task : tasks) {
      assertThat(hget(task.lease().id(), "belfry_owner")).isEqualTo(task.lease().owner());
    }
    var leases = tasks.stream().map(LeasedTask::lease).toList();
    assertThat(broker.extendLeases(QUEUE, leases).lost()).isEmpty();
  }

  @Test
  void idTwiceInPending_isRunOnce() {
    seedPending("a");
    raw.lpush(KEYS.pending(), bytes("a"));
    raw.lpush(KEYS.pending(), bytes("a"));
    assertThat(broker.dequeue(QUEUE, 2, "server").tasks()).hasSize(1);
    assertThat(broker.dequeue(QUEUE, 2, "server").tasks()).isEmpty();
    assertThat(list(KEYS.active())).containsExactly("a");
    assertThat(list(KEYS.pending())).isEmpty();
  }

  @Test
  void idThatAWorkerHas_isNotGivenToAnother() {
    seedPending("a", "b", "c", "d");
    broker.dequeue(QUEUE, 1, "server");
    raw.rpush(KEYS.pending(), bytes("a")); // with a lease of this very second
    raw.rpush(KEYS.pending(), bytes("ghost"));
    zadd(KEYS.lease(), second() + 7, "b"); // left behind: the task itself is pending
    hset("c", "state", "active"); // it says so, but nobody has it
    var tasks = broker.dequeue(QUEUE, 5, "server").tasks();
    assertThat(tasks).extracting(t -> t.lease().id()).containsExactly("b", "c", "d");
    for (LeasedTask task : tasks) {
      assertThat(score(KEYS.lease(), task.lease().id())).isEqualTo(task.lease().until());
    }
    assertThat(list(KEYS.active())).containsExactly("d", "c", "b", "a");
    assertThat(zset(KEYS.lease())).containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(list(KEYS.pending())).isEmpty();
  }

  @Test
  void undecodableMessage_isArchivedWithItsBytesAndTheReason() throws Exception {
    seedPending("bad", "good");
    hset("bad", "msg", new byte[] {(byte) 0xff, 1});
    var tasks = broker.dequeue(QUEUE, 5, "server").tasks();
    assertThat(tasks).extracting(t -> t.lease().id()).containsExactly("good");
    assertThat(zset(KEYS.archived())).containsExactly("bad");
    assertThat(list(KEYS.active())).containsExactly("good");
    assertThat(stored("bad").error()).contains("cannot be read").contains("TaskMessage");
    assertThat(stored("bad").payload().toByteArray()).containsExactly(0xff, 1);
  }

  @Test
  void messageThatNamesAnotherQueue_isAcknowledgedWhereItIs() {
    seedPending("a");
    hset("a", "msg", message("other").queue("elsewhere").build().encode());
    LeasedTask task = dequeueOne();
    assertThat(task.message().queue()).isEqualTo(QUEUE);
    assertThat(task.message().id()).isEqualTo("a");
  }

  @Test
  void await_taskArrives_wakesAtOnceAndChangesNothing() throws Exception {
    var wait = broker.awaitPending(QUEUE, Duration.ofSeconds(30));
    assertThat(broker.awaitPending(QUEUE, Duration.ofSeconds(30))).isSameAs(wait);
    assertThat(wait).isNotDone();
    seedPending("a", "b");
    assertThat(wait.get(10, TimeUnit.SECONDS)).isEqualTo(Wake.PENDING);
    assertThat(list(KEYS.pending())).containsExactly("b", "a");
    assertThat(broker.awaitPending(QUEUE, Duration.ofSeconds(30)).get(10, TimeUnit.SECONDS))
        .isEqualTo(Wake.PENDING);
  }

  @Test
  void await_nothingArrives_timesOut() throws Exception {
    assertThat(broker.awaitPending(QUEUE, Duration.ofMillis(20)).get(10, TimeUnit.SECONDS))
        .isEqualTo(Wake.TIMEOUT);
  }

  @Test
  void redisAnswersTooLate_nextCallGetsWhatWasTaken() {
    broker.dequeue(QUEUE, 1, "server");
    seedPending("a", "b", "c");
    try (var impatient =
        RedisBroker.connect(
            RedisTarget.builder(target.host(), target.port())
                .commandTimeout(Duration.ofMillis(200))
                .build())) {
      raw.clientPause(1_000);
      assertThatThrownBy(() -> impatient.dequeue(QUEUE, 2, "server"))
          .isInstanceOf(TaskStoreException.class);
      assertThat(list(KEYS.active())).containsExactly("b", "a");
      assertThat(impatient.dequeue(QUEUE, 2, "server").tasks())
          .extracting(task -> task.lease().id())
          .containsExactly("a", "b");
      assertThat(impatient.dequeue(QUEUE, 2, "server").tasks()).hasSize(1);
    }
  }

  @Test
  void keyThatIsNoRecord_isDroppedAndTheNextIsDelivered() {
    seedPending("a", "b");
    raw.del(KEYS.task("a"));
    raw.set(KEYS.task("a"), bytes("x"));
    assertThat(broker.dequeue(QUEUE, 2, "server").tasks())
        .extracting(task -> task.lease().id())
        .containsExactly("b");
  }

  @Test
  void undecodableMessageThatCannotBeArchived_theOthersAreDelivered() {
    seedPending("bad", "good");
    hset("bad", "msg", new byte[] {(byte) 0xff, 1});
    raw.set(KEYS.archived(), bytes("not a sorted set"));
    assertThat(broker.dequeue(QUEUE, 5, "server").tasks())
        .extracting(task -> task.lease().id())
        .containsExactly("good");
  }
}
