package dev.belfry.tasks.internal.redis;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The times that a task's place gives it; null where it gives none.
 *
 * @param nextProcessAt when it is to run next
 * @param since since when it is pending, in its group, or archived
 * @param leaseUntil when its worker's lease ends
 * @param keptUntil when it may be forgotten
 * @param seenAt when this was so
 */
public record Moments(
    @Nullable Instant nextProcessAt,
    @Nullable Instant since,
    @Nullable Instant leaseUntil,
    @Nullable Instant keptUntil,
    Instant seenAt) {

  /** Of a task of which only its next time is known. */
  public static Moments next(@Nullable Instant nextProcessAt) {
    return new Moments(nextProcessAt, null, null, null, Instant.EPOCH);
  }
}
