package dev.belfry.tasks.internal.redis;

/**
 * The right of one attempt to run a task and to write its outcome. Immutable.
 *
 * @param queue the task's queue
 * @param id the task's id
 * @param owner names the call that took the task; no other attempt at the task ever has the same,
 *     which is what fences a late writer
 * @param until Unix second, on the clock of Redis, after which others may take the task
 */
public record Lease(String queue, String id, String owner, long until) {}
