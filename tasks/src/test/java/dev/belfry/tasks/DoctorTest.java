package dev.belfry.tasks;

import static dev.belfry.tasks.GoStore.bytes;
import static dev.belfry.tasks.GoStore.keys;
import static dev.belfry.tasks.GoStore.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.internal.wire.Keys;
import dev.belfry.tasks.internal.wire.Keyspace;
import dev.belfry.tasks.internal.wire.TaskMessage;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Each kind of finding: seeded as Go, or people, leave it; found; repaired; and then healthy. */
class DoctorTest extends OnGoStore {
  private static final String Q = "q1";
  private static final Keys KEYS = keys(Q);
  private static final String SET_ID = "0b0e31d6-3d9c-4e8a-9f2e-1f1d7c6b5a49";

  /** Finds exactly this one, repairs it, and finds nothing more. */
  private static Finding findAndRepair(FindingKind kind, String subject) {
    DoctorReport report = inspector.doctor().examine();
    assertThat(report.findings()).as(report.toString()).hasSize(1);
    Finding finding = report.findings().getFirst();
    assertThat(finding.kind()).isEqualTo(kind);
    assertThat(finding.subject()).isEqualTo(subject);
    RepairReport repair = inspector.doctor().repair(report);
    assertThat(repair.repaired()).containsExactly(finding);
    DoctorReport after = inspector.doctor().examine();
    assertThat(after.findings()).as(after.toString()).isEmpty();
    assertThat(inspector.doctor().repair(report).repaired()).isEmpty();
    return finding;
  }

  /** A server runs what is there; each of the ids runs, and nothing is wrong afterwards. */
  private static void assertRuns(String... ids) throws Exception {
    Set<String> ran = ConcurrentHashMap.newKeySet();
    var server =
        TaskServer.builder(store.target())
            .queues(java.util.Map.of(Q, 1))
            .handler((task, context) -> {
              ran.add(context.taskId());
              return Outcome.done();
            })
            .build();
    server.start();
    try {
      await().until(() -> ran.containsAll(List.of(ids)));
    } finally {
      server.stop(Deadline.in(Duration.ofSeconds(5)));
    }
    assertThat(ran).containsExactlyInAnyOrder(ids);
    DoctorReport after = inspector.doctor().examine();
    assertThat(after.findings()).as(after.toString()).isEmpty();
  }

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

  private static void stage(String group, String id, long deadline) {
    store.record(message(Q, id).group(group).build(), "aggregating");
    store.raw().hset(KEYS.task(id), "group", bytes(group));
    String set = KEYS.group(group + ':' + SET_ID);
    store.raw().zadd(set, (double) store.second() - 300, bytes(id));
    store.raw().zadd(KEYS.aggregationSets(), (double) deadline, bytes(set));
  }

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
  void b4_lockOfAnArchivedTask_isItsOwn() {
    store.waiting(Q, TaskState.ARCHIVED, "a", store.second());
    store.unique(Q, "a");
    assertThat(inspector.doctor().examine().isEmpty()).isTrue();
  }

  @Test
  void b3_lockOfAGroupTask_isNotedInItsRecord() {
    String lock = store.uniqueGrouped(Q, "g", "a", store.second());
    findAndRepair(FindingKind.LOCK_NOT_RECORDED, "unique:T:a");
    assertThat(store.field(Q, "a", "unique_key")).isEqualTo(lock);
  }

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
  void recordOfAWrongType_isPutAside() {
    store.pending(Q, "p");
    store.raw().set(KEYS.task("a"), bytes("what"));
    findAndRepair(FindingKind.WRONG_TYPE, "t:a");
  }

  @Test
  void e2_historyWithoutEntry_ends() {
    String key = Keyspace.DEFAULT.schedulerHistory("e1");
    store.raw().zadd(key, store.second() - 200_000.0, bytes("event"));
    findAndRepair(FindingKind.HISTORY_WITHOUT_ENTRY, key);
    assertThat(store.raw().ttl(key)).isPositive();
  }

  @Test
  void deadServersForDays_areNoLongerListed() {
    store.raw().zadd(Keyspace.DEFAULT.servers(), store.second() - 200_000.0, bytes("s"));
    store.raw().zadd(Keyspace.DEFAULT.servers(), store.second() - 100.0, bytes("crashed"));
    findAndRepair(FindingKind.DEAD_MEMBER, Keyspace.DEFAULT.servers());
    assertThat(store.zset(Keyspace.DEFAULT.servers())).containsExactly("crashed");
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
