package dev.belfry.console.internal.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done. Immutable.
 *
 * @param id grows with time
 * @param at when
 * @param user who
 * @param role as what
 * @param remote from which address
 * @param action such as {@code task.delete}
 * @param queue the queue it is about
 * @param target the task, schedule, job or topic
 * @param reason why, as the user wrote it
 * @param result whether it was done
 * @param detail what happened, in words
 */
public record AuditEntry(
    String id,
    Instant at,
    String user,
    String role,
    String remote,
    String action,
    @Nullable String queue,
    @Nullable String target,
    @Nullable String reason,
    Result result,
    @Nullable String detail) {

  /** What became of an action. */
  public enum Result {
    /** It was done. */
    DONE,
    /** It was not allowed, or the state forbade it. */
    REFUSED,
    /** It failed, and part of it may have been done. */
    FAILED
  }
}
