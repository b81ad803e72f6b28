package dev.belfry.cli.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How all queues stand, and the Redis that has them. */
public record StatsView(
    Map<String, Long> counts,
    QueueView.Attempts today,
    List<QueueView> queues,
    Map<String, String> redis,
    Instant at) {}
