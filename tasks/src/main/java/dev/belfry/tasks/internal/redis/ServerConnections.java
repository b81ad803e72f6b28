package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.RedisTarget.Kind;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections to one server; with Sentinels, to the one that they take for the master. */
final class ServerConnections implements RedisConnections {
  private static final Logger log = LoggerFactory.getLogger(ServerConnections.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  /** A name that stands for another server now is looked up again no more often. */
  private static final long RECONNECT_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final RedisTarget target;
  private final Sockets sockets = new Sockets();
  private final RedisClient client;

  /** Asks the Sentinels; what it opens and closes is of no account. */
  private final RedisClient lookout;

  private final StatefulRedisConnection<String, byte[]> shared;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile long lastReconnect = System.nanoTime() - RECONNECT_PAUSE_NANOS;

  ServerConnections(RedisTarget target) {
    this.target = target;
    client = RedisClients.server(target, sockets);
    lookout = RedisClients.server(target, new Sockets());
    try {
      shared = dial();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private StatefulRedisConnection<String, byte[]> dial() {
    return RedisConnections.connecting(() -> client.connect(KeyValueCodec.INSTANCE));
  }

  @Override
  public RedisClusterAsyncCommands<String, byte[]> commands() {
    return shared.async();
  }

  @Override
  public Line connect() {
    var connection = dial();
    return new Line(connection, connection.async());
  }

  @Override
  public StatefulRedisPubSubConnection<String, byte[]> connectPubSub() {
    return RedisConnections.connecting(() -> client.connectPubSub(KeyValueCodec.INSTANCE));
  }

  @Override
  public void lookAround() {
    if (looking.compareAndSet(false, true)) {
      Thread.ofVirtual()
          .name("belfry-redis-master")
          .start(() -> {
            try {
              move();
            } catch (RuntimeException e) {
              log.debug("{}: cannot find out who is the master", target, e);
            } finally {
              looking.set(false);
            }
          });
    }
  }

  private void move() {
    if (target.kind() == Kind.SENTINEL) {
      SocketAddress master = askSentinels();
      sockets.closeUnless(remote -> remote.equals(master));
    } else if (System.nanoTime() - lastReconnect > RECONNECT_PAUSE_NANOS) {
      lastReconnect = System.nanoTime();
      sockets.closeUnless(remote -> false);
    }
  }

  private SocketAddress askSentinels() {
    try (var sentinel = lookout.connectSentinel(StringCodec.UTF8, RedisClients.sentinels(target))) {
      var master = sentinel.sync().getMasterAddrByName(target.masterName());
      return master instanceof InetSocketAddress at && at.isUnresolved()
          ? new InetSocketAddress(at.getHostString(), at.getPort())
          : master;
    }
  }

  @Override
  public long generation() {
    return sockets.broken();
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, CLOSE_LIMIT);
    lookout.shutdown(Duration.ZERO, CLOSE_LIMIT);
    RedisClients.release(client);
    RedisClients.release(lookout);
  }
}
