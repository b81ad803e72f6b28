package dev.belfry.tasks;

import static dev.belfry.tasks.GoStore.bytes;
import static dev.belfry.tasks.GoStore.keys;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a report holds as a whole: findings, notes, bounds, and what of it is repaired. */
class DoctorTest extends OnUnsoundStore {
  @Test
  void emptyStore_nothingIsWrong() {
    assertThat(inspector.doctor().examine().isEmpty()).isTrue();
  }

  @Test
  void healthyStoreWithAllStates_nothingIsWrong() {
    long now = store.second();
    store.pending(Q, "p1", "p2");
    store.active(Q, "a1", now + 30);
    store.waiting(Q, TaskState.SCHEDULED, "s1", now + 60);
    store.waiting(Q, TaskState.RETRY, "r1", now - 1);
    store.waiting(Q, TaskState.ARCHIVED, "x1", now - 1000);
    store.waiting(Q, TaskState.COMPLETED, "c1", now + 1000);
    store.grouped(Q, "g", "g1", now);
    store.unique(Q, "s1");
    stage("g", "m1", now + 100);
    store.raw().set(KEYS.processed(), bytes("12"));
    DoctorReport report = inspector.doctor().examine();
    assertThat(report.findings()).as(report.toString()).isEmpty();
    assertThat(report.notes()).isEmpty();
    assertThat(report.keys()).isGreaterThan(10);
  }

  @Test
  void namesWithAnyCharacters_areTakenApart() {
    for (String queue : List.of("a/b?c#d%e", "a:b", "{x}", "a b", "中文", "q*[a]?", "a}:t:b")) {
      store.pending(queue, "id/ ?#%:{}}:中*[x]");
      store.grouped(queue, "g/ ?#%:{}}:中*[x]", "in group", store.second());
    }
    DoctorReport report = inspector.doctor().examine();
    assertThat(report.findings()).as(report.toString()).isEmpty();
    store.raw().del(keys("a}:t:b").pending());
    DoctorReport broken = inspector.doctor().examine();
    assertThat(broken.findings()).hasSize(1);
    assertThat(broken.findings().getFirst().queue()).isEqualTo("a}:t:b");
    inspector.doctor().repair(broken);
    assertThat(inspector.doctor().examine().isEmpty()).isTrue();
  }

  @Test
  void d5_groupThatNobodyAggregates_isANote() {
    store.grouped(Q, "g", "a", store.second() - 4000);
    DoctorReport report = inspector.doctor().examine();
    assertThat(report.isEmpty()).isTrue();
    assertThat(report.notes()).extracting(Finding::kind).contains(FindingKind.GROUP_WAITS_LONG);
  }

  @Test
  void pausedForDays_isANote() {
    store.pending(Q, "p");
    store.raw().set(KEYS.paused(), bytes("1700000000"));
    DoctorReport report = inspector.doctor().examine();
    assertThat(report.isEmpty()).isTrue();
    assertThat(report.notes())
        .extracting(Finding::kind)
        .containsExactly(FindingKind.PAUSED_FOR_LONG);
  }

  @Test
  void onlySomeKinds_areRepaired() {
    store.pending(Q, "p");
    store.raw().sadd(KEYS.groups(), bytes("g"));
    store.record(Q, "a", "active");
    RepairReport repair = inspector.doctor().repair(EnumSet.of(FindingKind.EMPTY_GROUP));
    assertThat(repair.repaired()).extracting(Finding::kind).containsOnly(FindingKind.EMPTY_GROUP);
    assertThat(inspector.doctor().examine().findings()).hasSize(1);
  }

  @Test
  void tooManyFindings_areCutShort() {
    for (int i = 0; i < 20; i++) {
      store.record(Q, "a" + i, "active");
    }
    DoctorReport report = inspector.doctor().maxFindings(5).examine();
    assertThat(report.findings()).hasSize(5);
    assertThat(report.coverage()).isEqualTo(DoctorReport.Coverage.CUT_SHORT);
  }
}
