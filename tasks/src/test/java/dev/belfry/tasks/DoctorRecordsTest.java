package dev.belfry.tasks;

import static dev.belfry.tasks.GoStore.bytes;
import static dev.belfry.tasks.GoStore.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.internal.wire.Keyspace;
import dev.belfry.tasks.internal.wire.TaskMessage;
import org.junit.jupiter.api.Test;

/** Records that hold no message, an unreadable one, or that of another task, or are none. */
class DoctorRecordsTest extends OnUnsoundStore {
  @Test
  void a7_phantomOfGo_vanishesAndItsIdIsFreeAgain() {
    store.raw().sadd(Keyspace.DEFAULT.queues(), bytes(Q));
    store.raw().hset(KEYS.task("a"), "state", bytes("active"));
    store.raw().lpush(KEYS.active(), bytes("a"));
    store.raw().zadd(KEYS.lease(), store.second() + 20.0, bytes("a"));
    findAndRepair(FindingKind.BARE_RECORD, "a");
    assertThat(store.raw().exists(KEYS.task("a"), KEYS.active(), KEYS.lease())).isZero();
  }

  @Test
  void bareResult_vanishes() {
    store.pending(Q, "p");
    store.raw().hset(KEYS.task("a"), "result", bytes("late"));
    findAndRepair(FindingKind.BARE_RECORD, "a");
  }

  @Test
  void a8_undecodableMessage_isArchivedReadably() {
    store.pending(Q, "a", "b");
    store.raw().hset(KEYS.task("a"), "msg", new byte[] {0x0a, (byte) 0xff, 1});
    findAndRepair(FindingKind.UNREADABLE_MESSAGE, "a");
    TaskInfo task = inspector.task(Q, "a").orElseThrow();
    assertThat(task.state()).isEqualTo(TaskState.ARCHIVED);
    assertThat(task.type()).isEqualTo("belfry:unreadable");
    assertThat(task.payload()).containsExactly(0x0a, 0xff, 1);
    assertThat(store.list(KEYS.pending())).containsExactly("b");
  }

  @Test
  void a8_undecodableMessageOfAWorker_isLeftUntilTheLeaseIsOver() {
    store.active(Q, "a", store.second() + 20);
    store.raw().hset(KEYS.task("a"), "msg", new byte[] {1});
    DoctorReport report = inspector.doctor().examine();
    assertThat(inspector.doctor().repair(report).left()).hasSize(1);
  }

  @Test
  void messageOfAnotherQueue_isCorrectedAndRuns() throws Exception {
    store.pending(Q, "a");
    store.raw().hset(KEYS.task("a"), "msg", message("q9", "z").build().encode());
    findAndRepair(FindingKind.MISNAMED_MESSAGE, "a");
    var message = TaskMessage.decode(store.raw().hget(KEYS.task("a"), "msg"));
    assertThat(message.queue()).isEqualTo(Q);
    assertThat(message.id()).isEqualTo("a");
    assertRuns("a");
  }

  @Test
  void recordOfAWrongType_isPutAside() {
    store.pending(Q, "p");
    store.raw().set(KEYS.task("a"), bytes("what"));
    findAndRepair(FindingKind.WRONG_TYPE, "t:a");
  }
}
