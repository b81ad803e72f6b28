package dev.belfry.messaging;

/**
 * Where the broker keeps a message that it confirmed.
 *
 * @param topic the topic
 * @param partition its partition; 0 where the broker has none
 * @param offset the position there; −1 where the broker does not tell
 */
public record Receipt(String topic, int partition, long offset) {}
