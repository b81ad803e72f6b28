package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.RedisTarget.Kind;
import dev.belfry.tasks.TaskStoreException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.cluster.PartitionSelectorException;
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
    if (Trouble.isA(refusal, "WRONGPASS") || refusal.contains("invalid password")) {
      return "refused user and password: check both (" + login() + ")";
    }
    if (Trouble.isA(refusal, "NOAUTH")) {
      return "asks for a password and none was given: add one, as in redis://:password@host";
    }
    if (refusal.contains("without any password configured")) {
      return "has no password, but one was given: leave it out, or set one in Redis";
    }
    if (Trouble.isA(refusal, "NOPERM")) {
      return "does not permit this: check the ACL of " + login() + "; it said: " + refusal;
    }
    if (Trouble.isA(refusal, "READONLY")) {
      return "is a read-only replica: name the primary";
    }
    if (Trouble.isA(refusal, "OOM")) {
      return "is out of memory: raise maxmemory or drain queues; the maxmemory-policy must be"
          + " noeviction";
    }
    if (Trouble.isA(refusal, "MISCONF")) {
      return "cannot write to its disk and so takes no writes: " + refusal;
    }
    if (Trouble.isA(refusal, "LOADING")) {
      return "is loading its data: try again later";
    }
    if (Trouble.isA(refusal, "MOVED")) {
      return "is a node of a Redis Cluster: name it as redis-cluster://host:port,...";
    }
    if (Trouble.isA(refusal, "CLUSTERDOWN")
        || find(cause, PartitionSelectorException.class).isPresent()) {
      return "has lost a part of its nodes, and with them the queue: check that they run";
    }
    if (Trouble.isA(refusal, "NOREPLICAS")) {
      return "takes no writes, since too few of its replicas are there (min-replicas-to-write)";
    }
    if (refusal.contains("cluster support disabled")) {
      return "is not a Redis Cluster: name it as redis://host:port";
    }
    if (mentions(cause, "requires epoll")) {
      return "is a Unix socket, for which netty-transport-native-epoll must be on the class path;"
          + " it is there for Linux on x86-64 and ARM 64, and not for "
          + System.getProperty("os.name")
          + " on "
          + System.getProperty("os.arch");
    }
    if (target.kind() == Kind.SENTINEL && mentions(cause, "Cannot provide redisAddress")) {
      return "has no master named '" + target.masterName() + "': ask a Sentinel for its masters";
    }
    if (target.kind() == Kind.SENTINEL && mentions(cause, "Cannot connect Redis Sentinel")) {
      return "cannot be reached: none of the Sentinels answers; check that they run, and the login";
    }
    if (refusal.contains("DB index is out of range")) {
      return "has no database " + target.database() + ": check the number after the last '/'";
    }
    if (target.kind() == Kind.UNIX_SOCKET && cause instanceof RedisConnectionException) {
      return "cannot be reached: check that it runs, and that its socket is there and may be used";
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

  private static boolean mentions(Throwable failure, String text) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (String.valueOf(t.getMessage()).contains(text)) {
        return true;
      }
    }
    return false;
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
