package dev.belfry.tasks;

import static dev.belfry.tasks.GoStore.bytes;
import static dev.belfry.tasks.GoStore.keys;
import static dev.belfry.tasks.GoStore.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.internal.wire.Keys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The same for tests that leave something for the doctor to find. */
abstract class OnUnsoundStore extends OnGoStore {
  static final String Q = "q1";
  static final Keys KEYS = keys(Q);
  static final String SET_ID = "0b0e31d6-3d9c-4e8a-9f2e-1f1d7c6b5a49";

  /** A task in a set that an aggregator took from its group, with so long to finish. */
  static void stage(String group, String id, long deadline) {
    store.record(message(Q, id).group(group).build(), "aggregating");
    store.raw().hset(KEYS.task(id), "group", bytes(group));
    String set = KEYS.group(group + ':' + SET_ID);
    store.raw().zadd(set, (double) store.second() - 300, bytes(id));
    store.raw().zadd(KEYS.aggregationSets(), (double) deadline, bytes(set));
  }

  /** Finds exactly this one, repairs it, and finds nothing more. */
  static Finding findAndRepair(FindingKind kind, String subject) {
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
  static void assertRuns(String... ids) throws Exception {
    Set<String> ran = ConcurrentHashMap.newKeySet();
    var server =
        TaskServer.builder(store.target())
            .queues(Map.of(Q, 1))
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
}
