package dev.belfry.bench.faults;

import dev.belfry.kafka.ConsumerMode;
import java.time.Duration;

/**
 * One round of faults around Kafka.
 *
 * @param mode of the consumers
 * @param seed of all that is random here
 * @param load what is sent
 * @param faults what breaks meanwhile
 */
record KafkaPlan(ConsumerMode mode, long seed, Load load, Faults faults) {

  /**
   * What is sent.
   *
   * @param messages in all
   * @param perSecond how fast
   * @param partitions of the topic
   * @param keys how many different ones
   */
  record Load(int messages, int perSecond, int partitions, int keys) {
    Duration duration() {
      return Duration.ofMillis(1000L * messages / perSecond);
    }
  }

  /**
   * What breaks, spread over the time of the load.
   *
   * @param kills consumers that are killed and replaced
   * @param restarts of the broker, which is killed too
   * @param rebalance a consumer joins or leaves so often
   * @param session how long the group waits for a consumer that died
   */
  record Faults(int kills, int restarts, Duration rebalance, Duration session) {}
}
