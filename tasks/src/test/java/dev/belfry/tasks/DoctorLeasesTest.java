package dev.belfry.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tasks of workers whose lease, or whose entry among the active, is missing or over. */
class DoctorLeasesTest extends OnUnsoundStore {
  @Test
  void a5_activeWithoutLease_runs() throws Exception {
    store.active(Q, "a", store.second() + 30);
    store.raw().del(KEYS.lease());
    findAndRepair(FindingKind.ACTIVE_WITHOUT_LEASE, "a");
    assertThat(store.list(KEYS.pending())).containsExactly("a");
    assertRuns("a");
  }

  @Test
  void leaseThatLastsWithoutActiveEntry_isListedAgain() {
    store.active(Q, "a", store.second() + 30);
    store.raw().del(KEYS.active());
    findAndRepair(FindingKind.LEASE_WITHOUT_ACTIVE, "a");
    assertThat(store.list(KEYS.active())).containsExactly("a");
  }

  @Test
  void leaseThatIsOverWithoutActiveEntry_runs() throws Exception {
    store.active(Q, "a", store.second() - 300);
    store.raw().del(KEYS.active());
    findAndRepair(FindingKind.LEASE_WITHOUT_ACTIVE, "a");
    assertRuns("a");
  }

  @Test
  void leaseOverForMinutes_runs() throws Exception {
    store.active(Q, "a", store.second() - 300);
    findAndRepair(FindingKind.LEASE_OVERDUE, "a");
    assertRuns("a");
  }

  @Test
  void leaseOverForSeconds_isLeftToTheServers() {
    store.active(Q, "a", store.second() - 40);
    assertThat(inspector.doctor().examine().isEmpty()).isTrue();
  }
}
