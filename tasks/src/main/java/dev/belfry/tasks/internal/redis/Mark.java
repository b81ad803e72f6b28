package dev.belfry.tasks.internal.redis;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a scheduler entry has come.
 *
 * @param dealtWith every moment up to this one is dealt with
 * @param lastFired the last moment that enqueued a task; null if none did
 */
public record Mark(Instant dealtWith, @Nullable Instant lastFired) {}
