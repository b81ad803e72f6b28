package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.internal.wire.TaskMessage;

/**
 * A task that was taken from its queue and must be acknowledged.
 *
 * @param message what was stored
 * @param lease the right to run it
 */
public record LeasedTask(TaskMessage message, Lease lease) {}
