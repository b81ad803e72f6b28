package dev.belfry.kafka;

/**
 * A topic with dead letters.
 *
 * @param topic its name
 * @param partitions their number
 * @param messages at most so many it holds; markers of transactions count too
 */
public record DeadLetterInfo(String topic, int partitions, long messages) {}
