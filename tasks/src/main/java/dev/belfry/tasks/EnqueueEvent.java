package dev.belfry.tasks;

import java.time.Instant;

/**
 * A schedule fired. Immutable.
 *
 * @param taskId the task that it enqueued
 * @param at when
 */
public record EnqueueEvent(String taskId, Instant at) {}
