package dev.belfry.kafka;

/**
 * A group of consumers as the brokers see it.
 *
 * @param name the group's id
 * @param kind of its protocol
 * @param state in Kafka's word: Stable, Empty, PreparingRebalance, CompletingRebalance, Assigning,
 *     Reconciling, Dead, or Unknown
 */
public record KafkaGroup(String name, Kind kind, String state) {
  /** How members share the partitions. */
  public enum Kind {
    /** Each partition has one owner. */
    CONSUMER,
    /** Brokers give single messages to members. */
    SHARE,
    /** Something else, such as Kafka Streams or Kafka Connect. */
    OTHER
  }
}
