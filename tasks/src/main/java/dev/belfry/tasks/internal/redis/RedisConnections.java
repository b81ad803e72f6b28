package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.RedisTarget;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.function.Supplier;

/**
 * The connections to one Redis, whatever its shape. They are made again by themselves, to whoever
 * is the master then. Thread-safe.
 */
interface RedisConnections extends AutoCloseable {
  /** A Lettuce that forgot why it was refused is asked again so many times. */
  int CONNECT_TRIES = 30;

  static RedisConnections open(RedisTarget target) {
    return switch (target.kind()) {
      case SERVER, UNIX_SOCKET, SENTINEL -> new ServerConnections(target);
      case CLUSTER -> new ClusterConnections(target);
    };
  }

  /** The commands of the connection that all threads share; none of them may block. */
  RedisClusterAsyncCommands<String, byte[]> commands();

  /** Another connection, for commands that block. */
  Line connect();

  /** Another connection, for messages of channels. */
  StatefulRedisPubSubConnection<String, byte[]> connectPubSub();

  /**
   * Finds out, in the background, whether somebody else has become the master, and moves there if
   * so. For when replies are late, or tell that something has changed.
   */
  void lookAround();

  /**
   * Changes whenever a connection that carried commands was closed, for whatever reason, before
   * another one is used.
   */
  long generation();

  @Override
  void close();

  /** A connection, and the commands to send on it. */
  record Line(
      StatefulConnection<String, byte[]> connection,
      RedisClusterAsyncCommands<String, byte[]> commands) {}

  /**
   * Connects. If Redis refuses, and closes the connection before the calling thread has begun to
   * wait for it, Lettuce forgets why and complains about itself; another try tells the reason.
   */
  static <C> C connecting(Supplier<C> attempt) {
    for (int tries = 1; ; tries++) {
      try {
        return attempt.get();
      } catch (RuntimeException e) {
        if (tries == CONNECT_TRIES || !(e.getCause() instanceof IllegalStateException)) {
          throw e;
        }
      }
    }
  }
}
