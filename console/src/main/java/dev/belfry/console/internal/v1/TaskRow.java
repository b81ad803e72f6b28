package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.content.Preview;
import dev.belfry.tasks.TaskState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A task in a list. Immutable. */
record TaskRow(
    String queue,
    String id,
    String type,
    TaskState state,
    Preview payload,
    @Nullable String group,
    int retried,
    int maxRetry,
    @Nullable String lastError,
    @Nullable Instant lastFailedAt,
    @Nullable Instant nextProcessAt,
    @Nullable Instant pendingSince,
    @Nullable Instant startedAt,
    @Nullable Instant deadline,
    @Nullable Instant completedAt,
    @Nullable Instant keptUntil,
    @Nullable Preview result,
    boolean orphaned,
    @Nullable String problem) {}
