package dev.belfry.tasks;

import static dev.belfry.tasks.GoStore.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.internal.wire.Keyspace;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What belongs to a queue as a whole: its registration, its counters, the bounds of its sets. */
class DoctorQueuesTest extends OnUnsoundStore {
  @Test
  void c7_queueThatIsNotRegistered_isRegisteredAndRuns() throws Exception {
    store.pending(Q, "a");
    store.raw().srem(Keyspace.DEFAULT.queues(), bytes(Q));
    findAndRepair(FindingKind.QUEUE_NOT_REGISTERED, "queues");
    assertThat(inspector.queues()).containsExactly(Q);
    assertRuns("a");
  }

  @Test
  void c6_leftoversOfARemovedQueue_areRemoved() {
    store.raw().set(KEYS.paused(), bytes("1700000000"));
    store.raw().set(KEYS.processed(), bytes("5"));
    store.raw().set(KEYS.processed(LocalDate.now(java.time.ZoneOffset.UTC)), bytes("5"));
    findAndRepair(FindingKind.QUEUE_LEFTOVERS, "queues");
    assertThat(store.raw().keys("*")).isEmpty();
  }

  @Test
  void c6_completedTasksOfARemovedQueue_makeItAQueueAgain() {
    store.waiting(Q, TaskState.COMPLETED, "a", store.second() + 100);
    store.raw().srem(Keyspace.DEFAULT.queues(), bytes(Q));
    findAndRepair(FindingKind.QUEUE_NOT_REGISTERED, "queues");
  }

  @Test
  void keyOfAWrongType_isPutAside() throws Exception {
    store.pending(Q, "a");
    store.raw().set(KEYS.retry(), bytes("what"));
    findAndRepair(FindingKind.WRONG_TYPE, "retry");
    assertThat(store.raw().keys("belfry:{q1}:aside:retry:*")).hasSize(1);
    assertRuns("a");
  }

  @Test
  void c1_c5_archiveBeyondItsBounds_isTrimmedWithItsRecords() {
    long now = store.second();
    store.waiting(Q, TaskState.ARCHIVED, "old", now - Duration.ofDays(92).toSeconds());
    String lock = store.unique(Q, "old");
    store.waiting(Q, TaskState.ARCHIVED, "new", now);
    findAndRepair(FindingKind.ARCHIVE_OVERGROWN, "archived");
    assertThat(store.zset(KEYS.archived())).containsExactly("new");
    assertThat(store.raw().exists(KEYS.task("old"), lock)).isZero();
  }

  @Test
  void c5_completedThatNobodyRemoves_isRemoved() {
    store.waiting(Q, TaskState.COMPLETED, "a", store.second() - 4000);
    findAndRepair(FindingKind.COMPLETED_OVERDUE, "completed");
    assertThat(store.raw().exists(KEYS.task("a"))).isZero();
  }

  @Test
  void countersThatAreNoNumbers_startAgain() {
    store.pending(Q, "p");
    store.raw().set(KEYS.processed(), bytes("-3"));
    findAndRepair(FindingKind.BROKEN_COUNTER, "processed");
    store.raw().set(KEYS.failed(LocalDate.of(2026, 11, 20)), bytes("many"));
    findAndRepair(FindingKind.BROKEN_COUNTER, "failed:2026-11-20");
  }
}
