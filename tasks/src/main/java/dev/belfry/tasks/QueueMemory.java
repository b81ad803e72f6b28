package dev.belfry.tasks;

/**
 * An estimate of the memory that a queue takes in Redis. Immutable.
 *
 * @param bytes records, lists and sets
 * @param tasks how many tasks the queue has
 * @param sampled how many records were measured; the others are taken to be like them
 */
public record QueueMemory(long bytes, long tasks, int sampled) {}
