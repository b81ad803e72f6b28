package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.Overlap;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One moment of a scheduler entry, to be dealt with.
 *
 * @param entry the key of the entry
 * @param moment the moment, a whole second; null to enqueue now and in any case
 * @param by who asks, without spaces; the same when it asks again
 * @param task what to enqueue
 * @param overlap what to do while the task of the last fire is not done
 * @param markLife how long it must be known what was dealt with
 */
public record Fire(
    String entry,
    @Nullable Instant moment,
    String by,
    NewTask task,
    Overlap overlap,
    Duration markLife) {}
