package dev.belfry.cli.view;

import java.time.Instant;

/** A task that an entry enqueued. */
public record EventView(String entry, String taskId, Instant at) {}
