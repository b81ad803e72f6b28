package dev.belfry.kafka.internal;

import dev.belfry.kafka.KafkaConnection;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Says in a sentence what a failure of Kafka's clients means and what to do. */
public final class Causes {
  private Causes() {}

  /** The failure below the wrappers of futures. */
  public static Throwable unwrap(Throwable failure) {
    var inner = failure;
    while ((inner instanceof ExecutionException || inner instanceof CompletionException)
        && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }

  /** Describes {@code failure} for an operator. */
  public static String describe(Throwable failure, KafkaConnection connection) {
    if (find(failure, SaslAuthenticationException.class::isInstance).isPresent()) {
      return "brokers %s refuse the login of %s; check Mechanism, Username and Password, or the token"
          .formatted(String.join(",", connection.brokers()), connection.login());
    }
    if (find(failure, LoginException.class::isInstance).isPresent()) {
      return "cannot log in with %s: %s".formatted(connection.login(), deepest(failure));
    }
    if (find(failure, SslAuthenticationException.class::isInstance).isPresent()) {
      return "no TLS with brokers %s: %s; check CaFile and the brokers' host names"
          .formatted(connection, unwrap(failure).getMessage());
    }
    if (find(failure, AuthorizationException.class::isInstance).isPresent()) {
      return "brokers %s deny access: %s; grant it to the user"
          .formatted(connection, unwrap(failure).getMessage());
    }
    if (find(failure, Causes::isUnresolved).isPresent()) {
      return "no host name of brokers %s can be resolved; check Brokers".formatted(connection);
    }
    if (find(failure, UnknownTopicOrPartitionException.class::isInstance).isPresent()) {
      return "brokers %s do not know the topic".formatted(connection);
    }
    var inner = unwrap(failure);
    if (inner instanceof TimeoutException
        || inner instanceof java.util.concurrent.TimeoutException) {
      return "brokers %s do not answer; check Brokers, and that they run and can be reached"
          .formatted(connection);
    }
    var text = inner.getMessage();
    return text == null ? inner.getClass().getSimpleName() : text;
  }

  /** The first in the chain of causes that {@code matches}. */
  public static Optional<Throwable> find(Throwable failure, Predicate<Throwable> matches) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (matches.test(at)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private static String deepest(Throwable failure) {
    var at = failure;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return String.valueOf(at.getMessage());
  }

  private static boolean isUnresolved(Throwable failure) {
    return failure instanceof ConfigException
        && String.valueOf(failure.getMessage()).contains("resolvable bootstrap");
  }
}
