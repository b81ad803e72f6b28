package dev.belfry.tasks.internal.redis;

import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.taskId;
import static dev.belfry.tasks.TaskOption.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.belfry.tasks.DuplicateTaskException;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskIdConflictException;
import dev.belfry.tasks.TaskState;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ids and locks that are taken, or only seem to be. */
class EnqueueConflictTest extends EnqueueFixture {
  @Test
  void case4_idExists_conflictsAndChangesNothing() {
    client.enqueue(TASK, queue(QUEUE), taskId("a"));
    var before = tasks();
    assertThatThrownBy(() -> client.enqueue(TASK, queue(QUEUE), taskId("a")))
        .isInstanceOf(TaskIdConflictException.class)
        .hasMessageContaining("'a'")
        .hasMessageContaining("'q1'");
    assertThat(tasks()).isEqualTo(before);
  }

  /** Everything but what Redis remembers of the client's last call. */
  private static Map<String, String> tasks() {
    var all = everything();
    all.keySet().removeIf(key -> key.startsWith("belfry:"));
    return all;
  }

  @Test
  void recordWithoutMessage_doesNotBlockItsId() {
    hset("a", "result", "leftover");
    client.enqueue(TASK, queue(QUEUE), taskId("a"));
    assertThat(hget("a", "state")).isEqualTo("pending");
    assertThat(hget("a", "result")).isNull();
  }

  @Test
  void idConflictOfAUniqueTask_leavesNoLock() {
    client.enqueue(TASK, queue(QUEUE), taskId("a"));
    assertThatThrownBy(
            () -> client.enqueue(TASK, queue(QUEUE), taskId("a"), unique(Duration.ofHours(1))))
        .isInstanceOf(TaskIdConflictException.class);
    assertThat(raw.exists(LOCK)).isZero();
  }

  @Test
  void case5_uniqueTwice_secondIsADuplicate() {
    var first = client.enqueue(TASK, queue(QUEUE), unique(Duration.ofHours(1)));
    assertThatThrownBy(() -> client.enqueue(TASK, queue(QUEUE), unique(Duration.ofHours(1))))
        .isInstanceOf(DuplicateTaskException.class);
    assertThat(get(LOCK)).isEqualTo(first.id());
    assertThat(raw.ttl(LOCK)).isCloseTo(3600, within(2L));
    assertThat(list(KEYS.pending())).containsExactly(first.id());
    assertThat(hget(first.id(), "unique_key")).isEqualTo(LOCK);
  }

  @Test
  void case6_uniqueForAFraction_isTruncatedToSeconds() {
    client.enqueue(TASK, queue(QUEUE), unique(Duration.ofMillis(1500)));
    assertThat(raw.pttl(LOCK)).isBetween(1L, 1000L);
  }

  @Test
  void case7_uniqueAndDelayed_lockLastsForBoth() {
    long now = second();
    var info =
        client.enqueue(
            TASK, queue(QUEUE), unique(Duration.ofMinutes(10)), processIn(Duration.ofHours(1)));
    assertThat(score(KEYS.scheduled(), info.id())).isCloseTo(now + 3600L, within(2L));
    assertThat(raw.ttl(LOCK)).isCloseTo(4200, within(2L));
    assertThat(hget(info.id(), "state")).isEqualTo("scheduled");
    assertThat(hget(info.id(), "pending_since")).isNull();
    assertThat(info.state()).isEqualTo(TaskState.SCHEDULED);
  }

  @Test
  void case8_noPayloadAndEmptyPayload_haveTwoLocks() {
    client.enqueue(Task.of("T"), queue(QUEUE), unique(Duration.ofHours(1)));
    client.enqueue(Task.of("T", new byte[0]), queue(QUEUE), unique(Duration.ofHours(1)));
    assertThat(raw.exists(KEYS.lockPrefix() + "T:")).isOne();
    assertThat(raw.exists(KEYS.lockPrefix() + "T:d41d8cd98f00b204e9800998ecf8427e")).isOne();
  }

  @Test
  void lockWhoseHolderIsGone_isTakenOver() {
    raw.set(LOCK, bytes("vanished"));
    var info = client.enqueue(TASK, queue(QUEUE), unique(Duration.ofHours(1)));
    assertThat(get(LOCK)).isEqualTo(info.id());
  }
}
