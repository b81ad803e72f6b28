package dev.belfry.kafka;

/**
 * How far a group is in a partition.
 *
 * @param topic the topic
 * @param partition the partition
 * @param committed the next offset that the group would read
 * @param end the offset that the next message will have
 * @param lag messages that the group has not finished; in a share group as the brokers count them
 */
public record PartitionLag(String topic, int partition, long committed, long end, long lag) {}
