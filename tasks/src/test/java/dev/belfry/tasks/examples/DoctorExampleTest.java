package dev.belfry.tasks.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.DoctorReport;
import dev.belfry.tasks.FindingKind;
import dev.belfry.tasks.OnRedis;
import dev.belfry.tasks.RepairReport;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskInspector;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Examines a store and repairs it, as docs/reliability.md shows. */
class DoctorExampleTest extends OnRedis {

  // snippet
  /** What a nightly job may do without asking anybody. */
  private static final Set<FindingKind> HARMLESS =
      EnumSet.of(
          FindingKind.LOCK_WITHOUT_HOLDER,
          FindingKind.GROUP_NOT_REGISTERED,
          FindingKind.QUEUE_NOT_REGISTERED,
          FindingKind.DEAD_MEMBER);

  String nightly(TaskInspector inspector) {
    RepairReport repair = inspector.doctor().keysPerSecond(5_000).repair(HARMLESS);
    DoctorReport left = inspector.doctor().examine(); // changes nothing
    return repair.repaired().size() + " repaired, left: " + left; // one line for each finding
  }

  // end

  @Test
  void forgottenQueue_isRepaired_andTheRestIsReported() {
    client().enqueue(Task.of("mail"));
    raw().del("asynq:queues");
    raw().hset("asynq:{default}:t:ghost", "result", "late");

    assertThat(nightly(inspector()))
        .startsWith("1 repaired, left: 1 findings")
        .contains("BARE_RECORD: queue 'default', 'ghost'");
    assertThat(inspector().queues()).containsExactly("default");
  }
}
