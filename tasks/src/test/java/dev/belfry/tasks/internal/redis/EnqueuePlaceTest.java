package dev.belfry.tasks.internal.redis;

import static dev.belfry.tasks.TaskOption.group;
import static dev.belfry.tasks.TaskOption.processAt;
import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.belfry.tasks.TaskState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Where a task waits: pending, scheduled, or in a group. */
class EnqueuePlaceTest extends EnqueueFixture {
  @Test
  void case11_group_waitsInItsGroup() throws Exception {
    long now = second();
    var info = client.enqueue(TASK, queue(QUEUE), group("g"), unique(Duration.ofHours(1)));
    assertThat(score(KEYS.group("g"), info.id())).isCloseTo(now, within(2L));
    assertThat(raw.smembers(KEYS.groups())).extracting(RedisFixture::text).containsExactly("g");
    assertThat(hget(info.id(), "state")).isEqualTo("aggregating");
    assertThat(hget(info.id(), "group")).isEqualTo("g");
    assertThat(hget(info.id(), "unique_key")).isEqualTo(LOCK);
    assertThat(stored(info.id()).group()).isEqualTo("g");
    assertThat(raw.exists(KEYS.pending())).isZero();
    assertThat(info.nextProcessAt()).isEmpty();
  }

  @Test
  void groupAndDelay_isScheduledByItself() {
    var info = client.enqueue(TASK, queue(QUEUE), group("g"), processIn(Duration.ofHours(1)));
    assertThat(info.state()).isEqualTo(TaskState.SCHEDULED);
    assertThat(hget(info.id(), "group")).isNull();
    assertThat(raw.exists(KEYS.groups())).isZero();
  }

  @Test
  void groupAndTimeInThePast_waitsInItsGroup() {
    var info = client.enqueue(TASK, queue(QUEUE), group("g"), processAt(Instant.EPOCH));
    assertThat(info.state()).isEqualTo(TaskState.AGGREGATING);
  }

  @Test
  void case13_timeInThePast_isPending() {
    var info =
        client.enqueue(TASK, queue(QUEUE), processAt(Instant.now().minus(Duration.ofHours(1))));
    assertThat(info.state()).isEqualTo(TaskState.PENDING);
    assertThat(list(KEYS.pending())).containsExactly(info.id());
  }

  @Test
  void delay_scoreIsRoundedUpAndTheExactTimeIsKept() {
    var info = client.enqueue(TASK, queue(QUEUE), processIn(Duration.ofMillis(10_001)));
    long due = Long.parseLong(hget(info.id(), "belfry_due_ms"));
    assertThat(info.nextProcessAt()).contains(Instant.ofEpochMilli(due));
    assertThat(score(KEYS.scheduled(), info.id())).isEqualTo(Math.ceilDiv(due, 1000L));
  }

  @Test
  void delayOfAnHourOrMore_isRoundedUpToASecondAndCostsNoField() {
    var info = client.enqueue(TASK, queue(QUEUE), processIn(Duration.ofMillis(3_600_001)));
    assertThat(hget(info.id(), "belfry_due_ms")).isNull();
    long score = score(KEYS.scheduled(), info.id());
    assertThat(info.nextProcessAt()).contains(Instant.ofEpochSecond(score));
    assertThat(score).isGreaterThanOrEqualTo(second() + 3600L);
  }

  @Test
  void delayWithoutEnd_isStored() {
    var info = client.enqueue(TASK, queue(QUEUE), processIn(Duration.ofSeconds(Long.MAX_VALUE)));
    assertThat(info.state()).isEqualTo(TaskState.SCHEDULED);
    assertThat(client.enqueue(TASK, queue(QUEUE), processAt(Instant.MIN)).state())
        .isEqualTo(TaskState.PENDING);
  }
}
