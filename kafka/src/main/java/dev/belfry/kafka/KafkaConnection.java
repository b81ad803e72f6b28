package dev.belfry.kafka;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the brokers. With a user name the connection is SASL PLAIN; with a CA file it is
 * TLS, and the brokers' certificates and host names are verified. Immutable.
 *
 * @param brokers some of the brokers, each {@code host:port}; at least one
 * @param username null for no login
 * @param password required with a user name
 * @param caFile a PEM file with the certificates of the authorities to trust; null for no TLS
 */
public record KafkaConnection(
    List<String> brokers,
    @Nullable String username,
    @Nullable String password,
    @Nullable Path caFile) {

  public KafkaConnection {
    brokers = brokers.stream().map(String::strip).filter(broker -> !broker.isEmpty()).toList();
    if (brokers.isEmpty()) {
      throw new IllegalArgumentException("Brokers is empty; give at least one host:port");
    }
    username = blankToNull(username);
    password = blankToNull(password);
    if ((username == null) != (password == null)) {
      throw new IllegalArgumentException(
          (username == null ? "Password without Username" : "Username without Password")
              + "; give both or neither");
    }
  }

  /** Plain connections to brokers, {@code "host:port,host:port"}. */
  public static KafkaConnection to(String brokers) {
    return new KafkaConnection(List.of(brokers.split(",")), null, null, null);
  }

  /** This connection with a login by SASL PLAIN. */
  public KafkaConnection as(String username, String password) {
    return new KafkaConnection(
        brokers, requireNonNull(username, "username"), requireNonNull(password), caFile);
  }

  /** This connection over TLS, trusting the authorities in a PEM file. */
  public KafkaConnection trusting(Path caFile) {
    return new KafkaConnection(brokers, username, password, requireNonNull(caFile, "caFile"));
  }

  /** The brokers and the user; never the password. */
  @Override
  public String toString() {
    return String.join(",", brokers)
        + (username == null ? "" : " as " + username)
        + (caFile == null ? "" : " over TLS");
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
