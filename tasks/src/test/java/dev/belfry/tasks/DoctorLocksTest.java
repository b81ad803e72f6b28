package dev.belfry.tasks;

import static dev.belfry.tasks.GoStore.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.SetArgs;
import org.junit.jupiter.api.Test;

/** Locks of unique tasks. */
class DoctorLocksTest extends OnUnsoundStore {
  @Test
  void b1_lockOfAnIdConflict_isReleased() {
    store.pending(Q, "a");
    store.raw().set(KEYS.lockPrefix() + "T:other", bytes("a"), SetArgs.Builder.ex(3600));
    findAndRepair(FindingKind.LOCK_WITHOUT_HOLDER, "unique:T:other");
    assertThat(store.raw().exists(KEYS.lockPrefix() + "T:other")).isZero();
  }

  @Test
  void b2_lockOfADeletedTask_isReleased() {
    store.pending(Q, "p", "a");
    String lock = store.unique(Q, "a");
    store.raw().lrem(KEYS.pending(), 0, bytes("a"));
    store.raw().del(KEYS.task("a"));
    findAndRepair(FindingKind.LOCK_WITHOUT_HOLDER, "unique:T:a");
    assertThat(store.raw().exists(lock)).isZero();
  }

  @Test
  void b3_lockOfAGroupTask_isNotedInItsRecord() {
    String lock = store.uniqueGrouped(Q, "g", "a", store.second());
    findAndRepair(FindingKind.LOCK_NOT_RECORDED, "unique:T:a");
    assertThat(store.field(Q, "a", "unique_key")).isEqualTo(lock);
  }

  @Test
  void b4_lockOfAnArchivedTask_isItsOwn() {
    store.waiting(Q, TaskState.ARCHIVED, "a", store.second());
    store.unique(Q, "a");
    assertThat(inspector.doctor().examine().isEmpty()).isTrue();
  }
}
