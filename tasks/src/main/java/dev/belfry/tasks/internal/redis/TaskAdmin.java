package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.DoctorReport;
import dev.belfry.tasks.Finding;
import dev.belfry.tasks.RepairReport;
import java.util.List;

/**
 * What people do to the store of tasks, with the tools they have. Thread-safe; blocks and fails as
 * {@link TaskBroker} does.
 */
public interface TaskAdmin {

  /**
   * Looks for what is wrong, at no more than so many keys a second, and ends at so many findings.
   */
  DoctorReport examine(int keysPerSecond, int maxFindings);

  /** Repairs what was found, if it is still so. */
  RepairReport repair(List<Finding> findings);
}
