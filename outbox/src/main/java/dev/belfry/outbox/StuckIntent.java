package dev.belfry.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An intent that failed.
 *
 * @param row its number in the outbox
 * @param id the id of the intent
 * @param kind {@code task} or {@code message}
 * @param destination the type of the task or the topic
 * @param key what it is about; null if it has no order
 * @param writtenAt when it was written
 * @param attempts how often it failed
 * @param nextAttempt when it is tried again; null if it is parked
 * @param error why it failed last
 */
public record StuckIntent(
    long row,
    String id,
    String kind,
    String destination,
    @Nullable String key,
    Instant writtenAt,
    int attempts,
    @Nullable Instant nextAttempt,
    String error) {

  /** Whether it waits for a decision. */
  public boolean isParked() {
    return nextAttempt == null;
  }
}
