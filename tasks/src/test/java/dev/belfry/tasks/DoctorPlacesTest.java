package dev.belfry.tasks;

import static dev.belfry.tasks.GoStore.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.internal.wire.Keyspace;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tasks that are in no place, in several, or elsewhere than their state says; ids without a task.
 */
class DoctorPlacesTest extends OnUnsoundStore {
  @Test
  void a6_recordThatIsActiveButInNoList_runs() throws Exception {
    store.record(Q, "a", "active");
    findAndRepair(FindingKind.TASK_NOWHERE, "a");
    assertRuns("a");
  }

  @Test
  void pendingInNoList_runs() throws Exception {
    store.pending(Q, "a", "b");
    store.raw().lrem(KEYS.pending(), 0, bytes("a"));
    findAndRepair(FindingKind.TASK_NOWHERE, "a");
    assertRuns("a", "b");
  }

  @Test
  void c2_archivedInNoSet_isForgotten() {
    store.record(Q, "a", "archived");
    String lock = store.unique(Q, "a");
    findAndRepair(FindingKind.TASK_NOWHERE, "a");
    assertThat(store.raw().exists(KEYS.task("a"), lock)).isZero();
  }

  @Test
  void scheduledInNoSet_isArchivedSoThatItDoesNotRunEarly() {
    store.record(Q, "a", "scheduled");
    findAndRepair(FindingKind.TASK_NOWHERE, "a");
    assertThat(store.zset(KEYS.archived())).containsExactly("a");
  }

  @Test
  void retryInNoSet_runs() throws Exception {
    store.record(Q, "a", "retry");
    findAndRepair(FindingKind.TASK_NOWHERE, "a");
    assertRuns("a");
  }

  @Test
  void aggregatingInNoGroup_isBackInIt() {
    store.grouped(Q, "g", "a", store.second());
    store.raw().del(KEYS.group("g"), KEYS.groups());
    findAndRepair(FindingKind.TASK_NOWHERE, "a");
    assertThat(store.zset(KEYS.group("g"))).containsExactly("a");
    assertThat(store.set(KEYS.groups())).containsExactly("g");
  }

  @Test
  void c3_archivedWithStateActive_isArchived() {
    store.waiting(Q, TaskState.ARCHIVED, "a", store.second());
    store.raw().hset(KEYS.task("a"), "state", bytes("active"));
    findAndRepair(FindingKind.STATE_MISMATCH, "a");
    assertThat(store.field(Q, "a", "state")).isEqualTo("archived");
  }

  @Test
  void idInTwoSets_staysWhereItsStateSays() {
    store.waiting(Q, TaskState.RETRY, "a", store.second() + 100);
    store.raw().zadd(KEYS.archived(), (double) store.second(), bytes("a"));
    findAndRepair(FindingKind.SEVERAL_PLACES, "a");
    assertThat(store.raw().exists(KEYS.archived())).isZero();
    assertThat(store.zset(KEYS.retry())).containsExactly("a");
  }

  @Test
  void idOfAWorkerThatIsAlsoPending_staysWithTheWorker() {
    store.active(Q, "a", store.second() + 30);
    store.raw().lpush(KEYS.pending(), bytes("a"));
    findAndRepair(FindingKind.SEVERAL_PLACES, "a");
    assertThat(store.raw().exists(KEYS.pending())).isZero();
    assertThat(store.list(KEYS.active())).containsExactly("a");
  }

  @Test
  void a7_ghostsInAllPlaces_vanish() {
    store.raw().sadd(Keyspace.DEFAULT.queues(), bytes(Q));
    for (String key :
        List.of(KEYS.scheduled(), KEYS.retry(), KEYS.archived(), KEYS.group("g[*]:x"))) {
      store.raw().zadd(key, (double) store.second(), bytes("in " + key));
    }
    store.raw().sadd(KEYS.groups(), bytes("g[*]:x"));
    store.raw().zadd(KEYS.completed(), store.second() + 100.0, bytes("kept"));
    store.raw().lpush(KEYS.pending(), bytes("p"));
    store.raw().lpush(KEYS.active(), bytes("a"));
    store.raw().zadd(KEYS.lease(), store.second() + 20.0, bytes("a"));
    DoctorReport report = inspector.doctor().examine();
    assertThat(report.findings()).hasSize(7);
    assertThat(report.findings()).extracting(Finding::kind).containsOnly(FindingKind.GHOST_ID);
    assertThat(inspector.doctor().repair(report).repaired()).hasSize(7);
    assertThat(store.raw().keys("*")).containsExactly("asynq:queues");
  }
}
