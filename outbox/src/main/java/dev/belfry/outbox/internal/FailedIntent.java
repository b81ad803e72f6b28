package dev.belfry.outbox.internal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An intent that was not taken.
 *
 * @param row its place in the table
 * @param attempts how often it has failed now
 * @param error why
 * @param next when it is tried again; null if it is parked
 */
record FailedIntent(long row, int attempts, String error, @Nullable Instant next) {}
