package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.internal.redis.Ack.Cost;
import dev.belfry.tasks.internal.redis.Ack.Requeue;
import dev.belfry.tasks.internal.redis.Ack.Result;
import dev.belfry.tasks.internal.redis.Ack.Retry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server writes about a task that another one has by now is void. */
class FormerOwnerTest extends RedisFixture {
  @Test
  void sameSecondRedequeue_lateAckOfTheFirstOwnerIsRefused() {
    var first = active("a");
    acknowledge(new Requeue(first.lease(), first.message()));
    var second = dequeueOne();
    assertThat(acknowledge(done(first))).isEqualTo(Result.LOST);
    assertThat(acknowledge(done(second))).isEqualTo(Result.APPLIED);
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
}
