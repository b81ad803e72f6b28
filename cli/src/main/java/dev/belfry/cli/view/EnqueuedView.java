package dev.belfry.cli.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of a task that was to be enqueued; {@code line} counts from 1. */
public record EnqueuedView(
    long line,
    boolean stored,
    @Nullable String id,
    @Nullable String queue,
    @Nullable String state,
    @Nullable Instant processAt,
    @Nullable String problem) {}
