package dev.belfry.kafka;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the brokers, for consumers, senders and inspectors alike. Immutable.
 *
 * @param brokers some of the brokers, each {@code host:port}; at least one
 * @param login null for none
 * @param tls null for none
 */
public record KafkaConnection(
    List<String> brokers, @Nullable KafkaLogin login, @Nullable KafkaTls tls) {

  public KafkaConnection {
    brokers = brokers.stream().map(String::strip).filter(broker -> !broker.isEmpty()).toList();
    if (brokers.isEmpty()) {
      throw new IllegalArgumentException("Brokers is empty; give at least one host:port");
    }
  }

  /** Plain connections to brokers, {@code "host:port,host:port"}. */
  public static KafkaConnection to(String brokers) {
    return new KafkaConnection(List.of(brokers.split(",")), null, null);
  }

  /** This connection with a login. */
  public KafkaConnection login(KafkaLogin login) {
    return new KafkaConnection(brokers, requireNonNull(login, "login"), tls);
  }

  /** This connection over TLS. */
  public KafkaConnection tls(KafkaTls tls) {
    return new KafkaConnection(brokers, login, requireNonNull(tls, "tls"));
  }

  /** The brokers and the user; never a password or token. */
  @Override
  public String toString() {
    return String.join(",", brokers)
        + (login == null ? "" : " as " + login)
        + (tls == null ? "" : " over TLS");
  }
}
