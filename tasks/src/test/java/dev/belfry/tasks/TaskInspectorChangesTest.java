package dev.belfry.tasks;

import static dev.belfry.tasks.GoStore.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an inspector changes, on what Go leaves in Redis. */
class TaskInspectorChangesTest extends OnTasksInAllStates {
  @Test
  void run_worksInEachStateThatIsNotWorkedOn() {
    allStates();
    for (String id : List.of("scheduled", "retry", "archived", "completed", "aggregating")) {
      inspector.run(Q, id);
      assertThat(store.list(KEYS.pending()).getFirst()).isEqualTo(id);
      assertThat(store.field(Q, id, "state")).isEqualTo("pending");
      assertThat(store.field(Q, id, "pending_since")).hasSize(19);
    }
    assertThat(store.field(Q, "aggregating", "group")).isNull();
    assertThat(store.raw().exists(KEYS.groups(), KEYS.scheduled(), KEYS.retry())).isZero();
    assertRefused(() -> inspector.run(Q, "pending"), TaskState.PENDING);
    assertRefused(() -> inspector.run(Q, "active"), TaskState.ACTIVE);
    assertRefused(() -> inspector.run(Q, "staged"), TaskState.AGGREGATING);
    assertThatThrownBy(() -> inspector.run(Q, "nope")).isInstanceOf(TaskNotFoundException.class);
  }

  @Test
  void archive_worksInEachStateThatIsNotWorkedOn() {
    allStates();
    for (String id : List.of("scheduled", "retry", "pending", "completed", "aggregating")) {
      inspector.archive(Q, id);
      assertThat(store.field(Q, id, "state")).isEqualTo("archived");
    }
    assertThat(store.raw().zcard(KEYS.archived())).isEqualTo(6);
    assertThat(store.field(Q, "pending", "pending_since")).isNull();
    assertRefused(() -> inspector.archive(Q, "archived"), TaskState.ARCHIVED);
    assertRefused(() -> inspector.archive(Q, "active"), TaskState.ACTIVE);
    assertRefused(() -> inspector.archive(Q, "staged"), TaskState.AGGREGATING);
    assertThatThrownBy(() -> inspector.archive(Q, "nope"))
        .isInstanceOf(TaskNotFoundException.class);
  }

  @Test
  void delete_worksInEachStateThatIsNotWorkedOn() {
    allStates();
    String lock = store.unique(Q, "retry");
    for (String id :
        List.of("scheduled", "retry", "pending", "completed", "archived", "aggregating")) {
      inspector.delete(Q, id);
      assertThat(inspector.task(Q, id)).isEmpty();
    }
    assertThat(store.raw().exists(lock)).isZero();
    assertRefused(() -> inspector.delete(Q, "active"), TaskState.ACTIVE);
    assertRefused(() -> inspector.delete(Q, "staged"), TaskState.AGGREGATING);
    assertThatThrownBy(() -> inspector.delete(Q, "nope"))
        .isInstanceOf(TaskNotFoundException.class)
        .hasMessageContaining("'nope'");
    assertThat(inspector.queue(Q).size()).isEqualTo(2);
  }

  private static void assertRefused(Runnable action, TaskState state) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            TaskStateException.class, e -> assertThat(e.state()).isEqualTo(state));
  }

  @Test
  void taskThatIsNotWhereItsStateSays_canBeDealtWith() {
    store.waiting(Q, TaskState.RETRY, "a", store.second() + 100);
    store.raw().hset(KEYS.task("a"), "state", bytes("pending"));
    store.record(Q, "b", "active");
    inspector.run(Q, "a");
    inspector.delete(Q, "b");
    assertThat(store.list(KEYS.pending())).containsExactly("a");
    assertThat(store.raw().exists(KEYS.retry(), KEYS.task("b"))).isZero();
  }

  @Test
  void activeTaskWithoutLease_canBeDeleted() {
    store.active(Q, "a", store.second() + 30);
    store.raw().del(KEYS.lease());
    inspector.delete(Q, "a");
    assertThat(store.raw().exists(KEYS.active(), KEYS.task("a"))).isZero();
  }

  @Test
  void runAll_ofEachState_inOrder() {
    for (int i = 0; i < 600; i++) {
      store.waiting(Q, TaskState.RETRY, "r" + (1000 + i), store.second() + i);
    }
    store.pending(Q, "first");
    store.grouped(Q, "g", "g1", 5);
    store.grouped(Q, "g", "g2", 6);
    assertThat(inspector.runAll(Q, TaskState.RETRY)).isEqualTo(600);
    assertThat(inspector.runGroup(Q, "g")).isEqualTo(2);
    var pending = store.list(KEYS.pending()).reversed();
    assertThat(pending).startsWith("first", "r1000", "r1001").endsWith("r1599", "g1", "g2");
    assertThat(store.raw().exists(KEYS.groups(), KEYS.retry())).isZero();
    assertThatThrownBy(() -> inspector.runAll(Q, TaskState.ACTIVE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void archiveAll_ofPendingTasks_keepsTheirOrder() {
    for (int i = 0; i < 600; i++) {
      store.pending(Q, "p" + i);
    }
    store.grouped(Q, "g", "g1", 5);
    assertThat(inspector.archiveAll(Q, TaskState.PENDING)).isEqualTo(600);
    assertThat(inspector.archiveGroup(Q, "g")).isEqualTo(1);
    assertThat(inspector.queue(Q).count(TaskState.ARCHIVED)).isEqualTo(601);
    assertThat(store.field(Q, "p7", "state")).isEqualTo("archived");
  }

  @Test
  void deleteAll_ofEachState_releasesLocks() {
    allStates();
    String lock = store.unique(Q, "pending");
    String groupLock = store.uniqueGrouped(Q, "g", "grouped", store.second());
    for (TaskState state :
        List.of(
            TaskState.PENDING,
            TaskState.SCHEDULED,
            TaskState.RETRY,
            TaskState.ARCHIVED,
            TaskState.COMPLETED)) {
      assertThat(inspector.deleteAll(Q, state)).isEqualTo(1);
    }
    assertThat(inspector.deleteGroup(Q, "g")).isEqualTo(2);
    assertThat(store.raw().exists(lock, groupLock)).isZero();
    assertThat(inspector.queue(Q).size()).isEqualTo(2);
    assertThatThrownBy(() -> inspector.deleteAll(Q, TaskState.ACTIVE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pauseAndResume_tellIfTheyWereNotNeeded() {
    store.pending(Q, "a");
    inspector.pause(Q);
    assertThat(inspector.queue(Q).pausedSince().orElseThrow().getEpochSecond())
        .isCloseTo(store.second(), within(2L));
    assertThatThrownBy(() -> inspector.pause(Q))
        .isInstanceOf(QueueStateException.class)
        .hasMessageContaining("already paused");
    inspector.resume(Q);
    assertThatThrownBy(() -> inspector.resume(Q))
        .isInstanceOf(QueueStateException.class)
        .hasMessageContaining("not paused");
  }

  @Test
  void deleteQueue_thatIsEmpty_leavesNothing() {
    store.pending(Q, "a");
    store.raw().set(KEYS.processed(), bytes("5"));
    store.raw().set(KEYS.failed(LocalDate.now(ZoneOffset.UTC)), bytes("5"));
    inspector.pause(Q);
    assertThatThrownBy(() -> inspector.deleteQueue(Q, QueueDeletion.ONLY_IF_EMPTY))
        .isInstanceOf(QueueNotEmptyException.class);
    inspector.delete(Q, "a");
    inspector.deleteQueue(Q, QueueDeletion.ONLY_IF_EMPTY);
    assertThat(store.raw().keys("*")).isEmpty();
  }

  @Test
  void deleteQueue_withTasks_refusesWhileAWorkerHasOne_thenLeavesNothing() {
    allStates();
    store.unique(Q, "scheduled");
    store.uniqueGrouped(Q, "g", "grouped", store.second());
    assertThatThrownBy(() -> inspector.deleteQueue(Q, QueueDeletion.WITH_TASKS))
        .isInstanceOf(QueueNotEmptyException.class)
        .hasMessageContaining("active");
    assertThat(inspector.queue(Q).isPaused()).isFalse();
    assertThat(inspector.queue(Q).size()).isEqualTo(9);
    store.raw().del(KEYS.lease());
    inspector.deleteQueue(Q, QueueDeletion.WITH_TASKS);
    assertThat(store.raw().keys("*")).isEmpty();
  }

  @Test
  void updatePayload_worksInEachWaitingState() throws Exception {
    allStates();
    for (String id : List.of("pending", "scheduled", "retry", "archived", "aggregating")) {
      inspector.updatePayload(Q, id, bytes("new"));
      var stored = TaskMessage.decode(store.raw().hget(KEYS.task(id), "msg"));
      assertThat(stored.payload().toStringUtf8()).isEqualTo("new");
      assertThat(stored.maxRetry()).isEqualTo(25);
    }
    inspector.updatePayload(Q, "retry", bytes("new"), bytes("newer"));
    assertThatThrownBy(() -> inspector.updatePayload(Q, "retry", bytes("new"), bytes("x")))
        .isInstanceOf(TaskChangedException.class);
    assertRefused(() -> inspector.updatePayload(Q, "active", bytes("x")), TaskState.ACTIVE);
    assertRefused(() -> inspector.updatePayload(Q, "completed", bytes("x")), TaskState.COMPLETED);
    assertRefused(() -> inspector.updatePayload(Q, "staged", bytes("x")), TaskState.AGGREGATING);
    assertThatThrownBy(() -> inspector.updatePayload(Q, "nope", bytes("x")))
        .isInstanceOf(TaskNotFoundException.class);
  }

  @Test
  void reschedule_movesWaitingTasks() {
    allStates();
    String lock = store.unique(Q, "scheduled");
    Instant later = Instant.ofEpochSecond(store.second() + 1000, 1);
    for (String id : List.of("pending", "scheduled", "archived")) {
      inspector.reschedule(Q, id, later);
      assertThat(inspector.task(Q, id).orElseThrow().state()).isEqualTo(TaskState.SCHEDULED);
    }
    inspector.reschedule(Q, "retry", later);
    TaskInfo retry = inspector.task(Q, "retry").orElseThrow();
    assertThat(retry.state()).isEqualTo(TaskState.RETRY);
    assertThat(retry.nextProcessAt().orElseThrow()).isEqualTo(later.plusNanos(999_999));
    assertThat(store.raw().ttl(lock)).isBetween(4400L, 4600L);
    inspector.reschedule(Q, "scheduled", Instant.EPOCH);
    assertThat(inspector.task(Q, "scheduled").orElseThrow().state()).isEqualTo(TaskState.PENDING);
    assertRefused(() -> inspector.reschedule(Q, "active", later), TaskState.ACTIVE);
    assertRefused(() -> inspector.reschedule(Q, "completed", later), TaskState.COMPLETED);
    assertRefused(() -> inspector.reschedule(Q, "aggregating", later), TaskState.AGGREGATING);
  }

  @Test
  void cancel_ofATaskThatIsNotActive_isRefused() {
    allStates();
    inspector.cancel(Q, "active");
    assertRefused(() -> inspector.cancel(Q, "retry"), TaskState.RETRY);
    assertThatThrownBy(() -> inspector.cancel(Q, "nope")).isInstanceOf(TaskNotFoundException.class);
  }
}
