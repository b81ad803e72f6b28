package dev.belfry.tasks.internal.redis;

/**
 * What was forgotten by one call.
 *
 * @param completed tasks whose retention was over
 * @param archived tasks that had been in the archive for too long, or were too many
 */
public record Expired(int completed, int archived) {}
