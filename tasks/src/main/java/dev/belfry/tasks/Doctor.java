package dev.belfry.tasks;

import dev.belfry.tasks.internal.redis.TaskAdmin;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds what is wrong with a store of tasks, and repairs it on request. Servers, Belfry's and Go's,
 * may run meanwhile: what they do is never taken for a fault, and a repair that comes too late
 * changes nothing. Immutable and thread-safe; {@link TaskInspector#doctor} makes one.
 *
 * <p>An examination walks over all keys of the namespace with {@code SCAN}, in portions that keep
 * Redis from others for a few milliseconds at most, and remembers eight bytes for each pending
 * task.
 */
public final class Doctor {
  /** Uses about a fifth of Redis, which has one core. */
  public static final int DEFAULT_KEYS_PER_SECOND = 20_000;

  /** More than people read; there is a next time. */
  public static final int DEFAULT_MAX_FINDINGS = 1000;

  private final TaskAdmin admin;
  private final int keysPerSecond;
  private final int maxFindings;

  Doctor(TaskAdmin admin) {
    this(admin, DEFAULT_KEYS_PER_SECOND, DEFAULT_MAX_FINDINGS);
  }

  private Doctor(TaskAdmin admin, int keysPerSecond, int maxFindings) {
    if (keysPerSecond < 1 || maxFindings < 1) {
      throw new IllegalArgumentException("limits of a doctor begin at 1");
    }
    this.admin = admin;
    this.keysPerSecond = keysPerSecond;
    this.maxFindings = maxFindings;
  }

  /** The same doctor with another limit of speed; default {@value #DEFAULT_KEYS_PER_SECOND}. */
  public Doctor keysPerSecond(int limit) {
    return new Doctor(admin, limit, maxFindings);
  }

  /** The same doctor with another limit of findings; default {@value #DEFAULT_MAX_FINDINGS}. */
  public Doctor maxFindings(int limit) {
    return new Doctor(admin, keysPerSecond, limit);
  }

  /**
   * Looks at everything and changes nothing. What seems wrong is looked at again a fifth of a
   * second later, so that a report takes that long unless it is empty.
   *
   * @throws TaskStoreException if Redis cannot be reached or refuses
   */
  public DoctorReport examine() {
    return admin.examine(keysPerSecond, maxFindings);
  }

  /**
   * Repairs what a report found, each finding only if it is still so.
   *
   * @throws TaskStoreException if Redis cannot be reached or refuses
   */
  public RepairReport repair(DoctorReport report) {
    return admin.repair(report.findings());
  }

  /**
   * Examines, and repairs what is of these kinds.
   *
   * @throws TaskStoreException if Redis cannot be reached or refuses
   */
  public RepairReport repair(Set<FindingKind> kinds) {
    return admin.repair(
        examine().findings().stream()
            .filter(finding -> kinds.contains(finding.kind()))
            .collect(Collectors.toUnmodifiableList()));
  }
}
