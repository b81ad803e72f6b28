package dev.belfry.tasks;

import java.util.Map;

/**
 * How far a bulk run has come. Immutable.
 *
 * @param phase whether it goes on
 * @param looked how many tasks were looked at
 * @param total how many there were to look at when it began
 * @param done to how many it was done
 * @param refused to how many it was not done, and why
 * @param problem why it failed; empty otherwise
 */
public record BulkProgress(
    Phase phase,
    long looked,
    long total,
    long done,
    Map<BulkRefusal, Long> refused,
    String problem) {
  public BulkProgress {
    refused = Map.copyOf(refused);
  }

  /** Whether a run goes on. */
  public enum Phase {
    /** It goes on. */
    RUNNING,
    /** It came to its end. */
    FINISHED,
    /** It was cancelled; what was done stays done. */
    CANCELLED,
    /** It ended early; what was done stays done. */
    FAILED
  }

  /** To how many it was not done. */
  public long refusedTotal() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }
}
