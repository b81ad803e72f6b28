package dev.belfry.kafka;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where messages are sent to, with the keys that go-zero services use for a pusher. Immutable.
 *
 * @param brokers {@code host:port} each
 * @param topic the topic
 * @param username for the login; default none
 * @param password for the login; default none
 * @param caFile PEM file of the authorities to trust, which makes the connection TLS; default none
 * @param mechanism of the login: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512; default PLAIN
 * @param createTopic creates the topic if it is missing; default: a missing topic is an error
 */
public record KafkaSenderConf(
    List<String> brokers,
    String topic,
    @Nullable String username,
    @Nullable String password,
    @Nullable String caFile,
    @Nullable String mechanism,
    KafkaQueueConf.@Nullable CreateTopicConf createTopic) {

  KafkaConnection connection() {
    return new KafkaConnection(
        brokers,
        KafkaLogin.of(mechanism, username, password),
        caFile == null || caFile.isBlank() ? null : KafkaTls.trusting(Path.of(caFile)));
  }

  /** The password is left out. */
  @Override
  public String toString() {
    return "KafkaSenderConf[topic %s, %s]".formatted(topic, String.join(",", brokers));
  }
}
