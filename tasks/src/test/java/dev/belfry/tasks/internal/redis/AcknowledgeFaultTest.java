package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.tasks.TaskStoreException;
import dev.belfry.tasks.internal.redis.Ack.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Outcomes while Redis is out of memory, or holds what should not be there. */
class AcknowledgeFaultTest extends RedisFixture {
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
