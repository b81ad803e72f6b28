package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.internal.redis.Ack.Done;
import dev.belfry.tasks.internal.redis.Ack.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Only the holder of a lease may extend it, write a result, and write an outcome, that once. */
class LeaseTest extends RedisFixture {
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
}
