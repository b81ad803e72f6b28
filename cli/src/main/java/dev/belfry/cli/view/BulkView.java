package dev.belfry.cli.view;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is done, or would be done, to the tasks that meet a filter. */
public record BulkView(
    String action,
    String filter,
    boolean preview,
    Map<String, Long> counts,
    List<TaskView> sample,
    long looked,
    long done,
    Map<String, Long> refused,
    String phase,
    @Nullable String problem) {}
