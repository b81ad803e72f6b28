package dev.belfry.console.internal.live;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All queues, by name. Immutable. */
public record QueueList(List<QueueSummary> items, @Nullable String next, Instant at) {}
