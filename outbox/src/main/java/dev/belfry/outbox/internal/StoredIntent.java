package dev.belfry.outbox.internal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An intent as a relay reads it.
 *
 * @param row its place in the table, which is its place in the order of its key
 * @param id see {@link NewIntent}
 * @param orderKey what its order is kept by; null for none
 * @param meta see {@link NewIntent}
 * @param payload see {@link NewIntent}
 * @param createdAt when it was written, by the database's clock
 * @param attempts how often it failed
 */
@SuppressWarnings("ArrayRecordComponent") // Not written into; rows are told apart by their number.
record StoredIntent(
    long row,
    String id,
    @Nullable Long orderKey,
    String meta,
    byte @Nullable [] payload,
    Instant createdAt,
    int attempts) {}
