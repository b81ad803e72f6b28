package dev.belfry.tasks;

import java.util.List;

/**
 * What a repair did. Immutable.
 *
 * @param repaired what was repaired
 * @param gone what was no longer so when it was to be repaired
 * @param left what could not be repaired, such as a task that a worker has; look again later
 */
public record RepairReport(List<Finding> repaired, List<Finding> gone, List<Finding> left) {
  public RepairReport {
    repaired = List.copyOf(repaired);
    gone = List.copyOf(gone);
    left = List.copyOf(left);
  }
}
