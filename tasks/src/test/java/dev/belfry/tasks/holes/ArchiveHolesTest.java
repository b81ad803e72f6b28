package dev.belfry.tasks.holes;

import static dev.belfry.tasks.GoStore.bytes;
import static dev.belfry.tasks.GoStore.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.DoctorReport;
import dev.belfry.tasks.Finding;
import dev.belfry.tasks.FindingKind;
import dev.belfry.tasks.OnSoundStore;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.QueueDeletion;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskOption;
import dev.belfry.tasks.TaskServer;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.internal.wire.Keys;
import dev.belfry.tasks.internal.wire.Keyspace;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Archive, deletion and the life of a queue, from the states that the Go code leaves. */
class ArchiveHolesTest extends OnSoundStore {
  private static final String Q = "q1";
  private static final Keys KEYS = keys(Q);
  private static final int ARCHIVE_SIZE = 9999;

  private static TaskClient client;

  @BeforeAll
  static void connect() {
    client = TaskClient.connect(store.target());
  }

  @AfterAll
  static void disconnect() {
    client.close();
  }

  /** A task is unique once more: its lock is free. */
  private static void assertFree(String lock) {
    assertThat(store.raw().exists(lock)).as(lock).isZero();
  }

  private static void archived(int count, long newest) {
    for (int i = 0; i < count; i++) {
      store.waiting(Q, TaskState.ARCHIVED, "x" + i, newest - i);
    }
  }

  private static long records() {
    return store.raw().keys(KEYS.taskPrefix() + "*").size();
  }

  @Test
  void b2_bulkDeletion_releasesLocks() {
    store.pending(Q, "a", "b");
    String pending = store.unique(Q, "a");
    String grouped = store.uniqueGrouped(Q, "g", "c", store.second());
    assertThat(inspector.deleteAll(Q, TaskState.PENDING)).isEqualTo(2);
    assertThat(inspector.deleteGroup(Q, "g")).isEqualTo(1);
    assertFree(pending);
    assertFree(grouped);
  }

  @Test
  void b2_deletionOfTheQueue_releasesLocks() {
    store.waiting(Q, TaskState.RETRY, "a", store.second());
    String retry = store.unique(Q, "a");
    String grouped = store.uniqueGrouped(Q, "g", "c", store.second());
    inspector.deleteQueue(Q, QueueDeletion.WITH_TASKS);
    assertFree(retry);
    assertFree(grouped);
  }

  @Test
  void b2_trimmedArchive_releasesLocks() {
    store.waiting(Q, TaskState.ARCHIVED, "old", store.second() - Duration.ofDays(91).toSeconds());
    String lock = store.unique(Q, "old");
    store.pending(Q, "new");
    inspector.archive(Q, "new");
    assertThat(store.zset(KEYS.archived())).containsExactly("new");
    assertFree(lock);
  }

  @Test
  void b2_lockThatGoLeft_isFoundAndReleased() {
    store.pending(Q, "a", "b");
    String lock = store.unique(Q, "a");
    store.raw().lrem(KEYS.pending(), 0, bytes("a"));
    store.raw().del(KEYS.task("a"));
    DoctorReport report = inspector.doctor().examine();
    assertThat(report.findings())
        .extracting(Finding::kind)
        .containsExactly(FindingKind.LOCK_WITHOUT_HOLDER);
    inspector.doctor().repair(report);
    assertFree(lock);
  }

  @Test
  void c1_fullArchive_keepsTheTaskThatWasJustArchived() {
    archived(ARCHIVE_SIZE, store.second() - 1);
    store.pending(Q, "new");
    inspector.archive(Q, "new");
    assertThat(store.raw().zcard(KEYS.archived())).isEqualTo(ARCHIVE_SIZE);
    assertThat(store.raw().zscore(KEYS.archived(), bytes("new"))).isNotNull();
    assertThat(inspector.task(Q, "x" + (ARCHIVE_SIZE - 1))).isEmpty();
    assertThat(records()).isEqualTo(ARCHIVE_SIZE);
  }

  @Test
  void c2_archivingMoreThanTheArchiveKeeps_leavesNoRecords() {
    long now = store.second();
    int count = ARCHIVE_SIZE + 600;
    for (int i = 0; i < count; i++) {
      store.waiting(Q, TaskState.SCHEDULED, "s" + i, now + i);
    }
    assertThat(inspector.archiveAll(Q, TaskState.SCHEDULED)).isEqualTo(count);
    assertThat(store.raw().zcard(KEYS.archived())).isEqualTo(ARCHIVE_SIZE);
    assertThat(records()).isEqualTo(ARCHIVE_SIZE);
  }

  @Test
  void c2_recordsThatGoLeftWhenItTrimmed_areRemovedAndTheirIdsFree() {
    store.waiting(Q, TaskState.ARCHIVED, "kept", store.second());
    store.record(Q, "trimmed", "archived");
    DoctorReport report = inspector.doctor().examine();
    inspector.doctor().repair(report);
    client.enqueue(Task.of("T"), TaskOption.queue(Q), TaskOption.taskId("trimmed"));
    assertThat(inspector.task(Q, "trimmed").map(TaskInfo::state)).contains(TaskState.PENDING);
  }

  @Test
  void c3_thousandsPastTheirTime_doNotKeepATaskFromBeingArchived() {
    archived(9000, store.second() - Duration.ofDays(91).toSeconds());
    for (int i = 0; i < 40; i++) {
      store.pending(Q, "p" + i);
      inspector.archive(Q, "p" + i);
      assertThat(store.field(Q, "p" + i, "state")).isEqualTo("archived");
    }
    assertThat(store.zset(KEYS.archived())).hasSize(40);
    assertThat(records()).isEqualTo(40);
  }

  @Test
  void c3_c4_halfArchivedTask_isWhole() {
    store.pending(Q, "p");
    store.waiting(Q, TaskState.ARCHIVED, "a", store.second());
    store.raw().hset(KEYS.task("a"), "state", bytes("active"));
    inspector.doctor().repair(inspector.doctor().examine());
    assertThat(inspector.task(Q, "a").map(TaskInfo::state)).contains(TaskState.ARCHIVED);
    inspector.run(Q, "a");
    assertThat(store.list(KEYS.pending())).containsExactly("a", "p");
  }

  @Test
  void c5_archivedAndCompletedTasksThatNobodyServes_areRemovedByTheDoctor() {
    store.waiting(Q, TaskState.ARCHIVED, "old", store.second() - Duration.ofDays(92).toSeconds());
    store.waiting(Q, TaskState.COMPLETED, "done", store.second() - 5000);
    store.pending(Q, "p");
    inspector.doctor().repair(inspector.doctor().examine());
    assertThat(store.raw().exists(KEYS.archived(), KEYS.completed())).isZero();
    assertThat(records()).isEqualTo(1);
  }

  @Test
  void c6_deletedQueue_beginsAnewWithoutPauseAndCounters() throws Exception {
    store.waiting(Q, TaskState.COMPLETED, "kept", store.second() + 100);
    store.grouped(Q, "g", "grouped", store.second());
    store.raw().set(KEYS.processed(), bytes("17"));
    inspector.pause(Q);
    inspector.deleteQueue(Q, QueueDeletion.WITH_TASKS);
    assertThat(store.raw().keys("*")).isEmpty();
    assertRunsAfterEnqueue();
  }

  @Test
  void c6_whatGoLeavesOfAQueue_isRemoved() throws Exception {
    store.raw().set(KEYS.paused(), bytes("1700000000"));
    store.raw().set(KEYS.processed(), bytes("17"));
    inspector.doctor().repair(inspector.doctor().examine());
    assertRunsAfterEnqueue();
  }

  private static void assertRunsAfterEnqueue() throws Exception {
    var server =
        TaskServer.builder(store.target())
            .queues(Map.of(Q, 1))
            .handler((task, context) -> Outcome.done())
            .build();
    server.start();
    try (var fresh = TaskClient.connect(store.target())) {
      TaskInfo task = fresh.enqueue(Task.of("T"), TaskOption.queue(Q));
      await().until(() -> inspector.task(Q, task.id()).isEmpty());
      assertThat(inspector.queue(Q).total().processed()).isEqualTo(1);
    } finally {
      server.stop(Deadline.in(Duration.ofSeconds(5)));
    }
  }

  @Test
  void c7_queueThatIsNotRegistered_isSeenByTheInspectorAndByTheDoctor() {
    store.pending(Q, "a");
    store.raw().srem(Keyspace.DEFAULT.queues(), bytes(Q));
    assertThat(inspector.queue(Q).count(TaskState.PENDING)).isEqualTo(1);
    inspector.doctor().repair(inspector.doctor().examine());
    assertThat(inspector.queues()).containsExactly(Q);
  }

  @Test
  void c8_latencyOfTasksThatWerePutBack_isThatOfThoseBehindThem() {
    store.pending(Q, "putBack", "waiting");
    store.raw().hdel(KEYS.task("putBack"), "pending_since");
    long since = store.second() - 100;
    store.raw().hset(KEYS.task("waiting"), "pending_since", bytes(since + "000000000"));
    assertThat(inspector.queue(Q).latency())
        .isBetween(Duration.ofSeconds(100), Duration.ofSeconds(110));
  }

  @Test
  void c8_archivedAndRunAgain_countsFromThen() {
    store.pending(Q, "a");
    inspector.archive(Q, "a");
    inspector.run(Q, "a");
    assertThat(inspector.queue(Q).latency()).isLessThan(Duration.ofSeconds(10));
  }
}
