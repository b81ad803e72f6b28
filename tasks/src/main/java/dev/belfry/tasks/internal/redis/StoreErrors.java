package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskStoreException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Says what is wrong with Redis in words that help; never shows a password. */
final class StoreErrors {
  private final RedisTarget target;

  StoreErrors(RedisTarget target) {
    this.target = target;
  }

  TaskStoreException translate(Throwable failure) {
    Throwable cause = unwrap(failure);
    if (cause instanceof TaskStoreException known) {
      return known;
    }
    return new TaskStoreException("Redis at " + target.address() + " " + explain(cause), cause);
  }

  private String explain(Throwable cause) {
    String refusal = refusal(cause);
    if (find(cause, UnknownHostException.class).isPresent()) {
      return "cannot be found: check the host name '" + target.host() + "' and the DNS";
    }
    if (isA(refusal, "WRONGPASS") || refusal.contains("invalid password")) {
      return "refused user and password: check both (" + login() + ")";
    }
    if (isA(refusal, "NOAUTH")) {
      return "asks for a password and none was given: add one, as in redis://:password@host";
    }
    if (refusal.contains("without any password configured")) {
      return "has no password, but one was given: leave it out, or set one in Redis";
    }
    if (isA(refusal, "NOPERM")) {
      return "does not permit this: check the ACL of " + login() + "; it said: " + refusal;
    }
    if (isA(refusal, "READONLY")) {
      return "is a read-only replica: name the primary";
    }
    if (isA(refusal, "OOM")) {
      return "is out of memory: raise maxmemory or drain queues; the maxmemory-policy must be"
          + " noeviction";
    }
    if (isA(refusal, "MISCONF")) {
      return "cannot write to its disk and so takes no writes: " + refusal;
    }
    if (isA(refusal, "LOADING")) {
      return "is loading its data: try again later";
    }
    if (isA(refusal, "MOVED") || isA(refusal, "CROSSSLOT")) {
      return "is a cluster, which is not supported yet: " + refusal;
    }
    if (refusal.contains("DB index is out of range")) {
      return "has no database " + target.database() + ": check the number after the last '/'";
    }
    if (find(cause, ConnectException.class).isPresent()) {
      return "cannot be reached: check that it runs, the host and port, and the firewall";
    }
    if (find(cause, SSLException.class).isPresent()) {
      return "could not agree on TLS: check that the port speaks TLS (rediss://) or plain"
          + " (redis://), and the certificate";
    }
    if (find(cause, RedisCommandTimeoutException.class).isPresent()
        || find(cause, TimeoutException.class).isPresent()) {
      return "did not answer within "
          + target.commandTimeout().toMillis()
          + " ms: check that it runs and is not overloaded";
    }
    if (cause instanceof RedisConnectionException || isProtocolError(cause)) {
      return "could not be talked to: check that this is a Redis and not another service; "
          + message(root(cause));
    }
    return "failed: " + message(cause);
  }

  private String login() {
    String user = target.user();
    return user == null ? "the default user" : "user '" + user + "'";
  }

  /** What Redis itself answered, or nothing. */
  private static String refusal(Throwable cause) {
    return find(cause, io.lettuce.core.RedisCommandExecutionException.class)
        .map(StoreErrors::message)
        .orElse("");
  }

  /** Up to Redis 6.2 the code of an error within a script stands behind the script's own. */
  private static boolean isA(String refusal, String code) {
    return refusal.startsWith(code) || refusal.contains(": -" + code);
  }

  private static boolean isProtocolError(Throwable cause) {
    return message(root(cause)).toLowerCase(Locale.ROOT).contains("protocol");
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private static Throwable unwrap(Throwable failure) {
    boolean wrapper =
        failure instanceof CompletionException || failure instanceof ExecutionException;
    Throwable cause = failure.getCause();
    return wrapper && cause != null ? unwrap(cause) : failure;
  }

  private static Throwable root(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : root(cause);
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
    }
    return Optional.empty();
  }
}
