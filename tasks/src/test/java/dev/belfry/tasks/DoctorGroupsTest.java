package dev.belfry.tasks;

import static dev.belfry.tasks.GoStore.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Groups, and the sets that aggregators took from them. */
class DoctorGroupsTest extends OnUnsoundStore {
  @Test
  void d1_groupThatIsNotRegistered_isRegistered() {
    store.grouped(Q, "g:1 中", "a", store.second());
    store.raw().del(KEYS.groups());
    findAndRepair(FindingKind.GROUP_NOT_REGISTERED, "g:1 中");
    assertThat(store.set(KEYS.groups())).containsExactly("g:1 中");
  }

  @Test
  void registeredEmptyGroup_isForgotten() {
    store.pending(Q, "p");
    store.raw().sadd(KEYS.groups(), bytes("g"));
    findAndRepair(FindingKind.EMPTY_GROUP, "g");
    assertThat(store.raw().exists(KEYS.groups())).isZero();
  }

  @Test
  void staleAggregationSet_goesBackToItsGroup() {
    stage("g:h", "a", store.second() - 400);
    findAndRepair(FindingKind.STALE_AGGREGATION_SET, "g:h:" + SET_ID);
    assertThat(store.zset(KEYS.group("g:h"))).containsExactly("a");
    assertThat(store.set(KEYS.groups())).containsExactly("g:h");
    assertThat(store.raw().exists(KEYS.aggregationSets())).isZero();
  }

  @Test
  void aggregationSetThatIsNotListed_goesBackToItsGroup() {
    stage("g", "a", store.second());
    store.raw().del(KEYS.aggregationSets());
    DoctorReport report = inspector.doctor().examine();
    inspector.doctor().repair(report);
    assertThat(inspector.doctor().examine().findings()).isEmpty();
    assertThat(store.zset(KEYS.group("g"))).containsExactly("a");
  }
}
