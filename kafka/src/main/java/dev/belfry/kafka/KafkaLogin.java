package dev.belfry.kafka;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a client proves to the brokers who it is (SASL). Passwords and tokens are in no text that it
 * gives of itself. Immutable.
 */
public sealed interface KafkaLogin {

  /** Name and password as they are: only over TLS. SASL PLAIN. */
  record Plain(String username, String password) implements KafkaLogin {
    public Plain {
      requireNonNull(username, "username");
      requireNonNull(password, "password");
    }

    @Override
    public String toString() {
      return "user '" + username + "' by PLAIN";
    }
  }

  /**
   * Name and a proof of knowing the password. SASL SCRAM.
   *
   * @param hash that the brokers have stored the password with
   */
  record Scram(ScramHash hash, String username, String password) implements KafkaLogin {
    public Scram {
      requireNonNull(hash, "hash");
      requireNonNull(username, "username");
      requireNonNull(password, "password");
    }

    @Override
    public String toString() {
      return "user '" + username + "' by " + hash.mechanism();
    }
  }

  /**
   * A token of an OAuth 2 server. SASL OAUTHBEARER.
   *
   * @param token gives a JWT in its compact form that is valid for a while; asked again when most
   *     of its time is over. It is called on threads of Kafka's clients and may take some seconds;
   *     if it throws, the connection fails and is tried again
   */
  record Bearer(Supplier<String> token) implements KafkaLogin {
    public Bearer {
      requireNonNull(token, "token");
    }

    @Override
    public String toString() {
      return "a bearer token";
    }
  }

  /** What a password is stored with. */
  enum ScramHash {
    /** SCRAM-SHA-256. */
    SHA_256,
    /** SCRAM-SHA-512. */
    SHA_512;

    /** The mechanism's name at the brokers. */
    public String mechanism() {
      return "SCRAM-" + name().replace('_', '-');
    }
  }

  /** A name and a password as they are. */
  static KafkaLogin plain(String username, String password) {
    return new Plain(username, password);
  }

  /** A name and a password whose hash the brokers have. */
  static KafkaLogin scram(ScramHash hash, String username, String password) {
    return new Scram(hash, username, password);
  }

  /** A token from wherever the supplier gets it. */
  static KafkaLogin bearer(Supplier<String> token) {
    return new Bearer(token);
  }

  /** A token in a file that somebody renews, such as the platform. */
  static KafkaLogin bearerFile(Path file) {
    return new Bearer(() -> {
      try {
        return Files.readString(file).strip();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the token in " + file, e);
      }
    });
  }

  /** The login that a file of settings asks for; null if it has no user. */
  static @Nullable KafkaLogin of(
      @Nullable String mechanism, @Nullable String username, @Nullable String password) {
    var user = username == null || username.isBlank() ? null : username;
    var secret = password == null || password.isBlank() ? null : password;
    if ((user == null) != (secret == null)) {
      throw new IllegalArgumentException(
          (user == null ? "Password without Username" : "Username without Password")
              + "; give both or neither");
    }
    if (user == null || secret == null) {
      return null;
    }
    var wanted = mechanism == null ? "PLAIN" : mechanism.toUpperCase(Locale.ROOT);
    if (wanted.equals("PLAIN")) {
      return plain(user, secret);
    }
    for (var hash : ScramHash.values()) {
      if (wanted.equals(hash.mechanism())) {
        return scram(hash, user, secret);
      }
    }
    throw new IllegalArgumentException(
        "Mechanism '%s' is unknown; give PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512"
            .formatted(mechanism));
  }
}
