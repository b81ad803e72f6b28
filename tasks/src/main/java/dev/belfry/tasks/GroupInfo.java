package dev.belfry.tasks;

/**
 * A group of tasks that wait to be aggregated. Immutable.
 *
 * @param name unique in the queue
 * @param waiting tasks that wait
 * @param staged tasks that an aggregator has taken and not finished
 */
public record GroupInfo(String name, long waiting, long staged) {}
