package dev.belfry.tasks.internal.redis;

/**
 * What a look for abandoned tasks brought.
 *
 * @param requeued tasks whose worker died; they are next to run
 * @param archived tasks whose workers died too often
 * @param healed leftovers that were cleared away: ids without a record, or in the wrong place
 */
public record Recovery(int requeued, int archived, int healed) {}
