package dev.belfry.kafka.internal;

import dev.belfry.kafka.ConsumerMode;
import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.StartFrom;
import java.time.Duration;
import java.util.Map;

/**
 * What a polling consumer has to know. Immutable.
 *
 * @param name of the queue
 * @param position what is read, by whom and from where
 * @param limits of what is in flight
 * @param timing of commits, rebalances and health
 * @param properties of Kafka's consumer, over ours
 */
public record QueueSettings(
    String name, Position position, Limits limits, Timing timing, Map<String, String> properties) {

  /** Of the reader of the retry topics, which is in a group of its own and passes over nothing. */
  QueueSettings forRetries() {
    var retries =
        new Position(
            position.connection(),
            position.group() + ".retry",
            position.topic(),
            StartFrom.FIRST,
            ConsumerMode.KEY);
    return new QueueSettings(name + "-retry", retries, limits, timing, properties);
  }

  /** What is read, by whom and from where. */
  public record Position(
      KafkaConnection connection,
      String group,
      String topic,
      StartFrom startFrom,
      ConsumerMode mode) {}

  /**
   * Bounds of one consumer.
   *
   * @param parallelism handlers that run at once
   * @param maxInFlight messages of a partition taken and not finished
   * @param maxInFlightBytes all of a member, with 200 bytes for each besides its key and value
   * @param minFetchBytes what a fetch waits for, up to half a second
   * @param maxFetchBytes what a fetch brings at most
   */
  public record Limits(
      int parallelism,
      int maxInFlight,
      long maxInFlightBytes,
      int minFetchBytes,
      int maxFetchBytes) {}

  /**
   * Times.
   *
   * @param commitInterval between commits of what was handled
   * @param revokeTimeout how long a rebalance waits for handlers that run
   * @param unhealthyAfter how long the brokers may be silent
   */
  public record Timing(Duration commitInterval, Duration revokeTimeout, Duration unhealthyAfter) {}
}
