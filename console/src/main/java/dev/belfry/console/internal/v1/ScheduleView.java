package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.content.Preview;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What fires, and when. Immutable. */
record ScheduleView(
    String id,
    String kind,
    @Nullable String name,
    List<String> schedulers,
    String spec,
    @Nullable String zone,
    String taskType,
    Preview payload,
    List<String> options,
    @Nullable String queue,
    @Nullable Instant nextAt,
    @Nullable Instant previousAt,
    List<String> fires,
    boolean paused,
    @Nullable String pausedBy,
    @Nullable ScheduleDefinition definition,
    List<String> actions) {}
