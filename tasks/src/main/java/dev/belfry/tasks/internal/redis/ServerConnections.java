package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.RedisTarget.Kind;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections to one server; with Sentinels, to the one that they take for the master. */
final class ServerConnections implements RedisConnections {
  private static final Logger log = LoggerFactory.getLogger(ServerConnections.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  /** A name that stands for another server now is looked up again no more often. */
  private static final long RECONNECT_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final RedisTarget target;
  private final Sockets sockets = new Sockets(this::confirm);
  private final RedisClient client;

  /** Asks the Sentinels; what it opens and closes is of no account. */
  private final RedisClient lookout;

  private final StatefulRedisConnection<String, byte[]> shared;
  private final Sentinels sentinels;
  private final AtomicInteger requests = new AtomicInteger();
  private volatile long lastReconnect = System.nanoTime() - RECONNECT_PAUSE_NANOS;

  ServerConnections(RedisTarget target) {
    this.target = target;
    client = RedisClients.server(target, sockets);
    lookout = RedisClients.server(target, new Sockets());
    sentinels = new Sentinels(target, lookout);
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

  /** Whoever asks while somebody else is at it gets another look after that one. */
  @Override
  public void lookAround() {
    if (requests.getAndIncrement() == 0) {
      Thread.ofVirtual().name("belfry-redis-master").start(this::look);
    }
  }

  private void look() {
    try {
      int served;
      do {
        served = requests.get();
        try {
          move();
        } catch (RuntimeException e) {
          log.debug("{}: cannot find out who is the master", target, e);
        }
        Thread.sleep(RedisClients.BETWEEN_LOOKS);
      } while (requests.addAndGet(-served) != 0);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }

  private void move() throws InterruptedException {
    if (target.kind() == Kind.SENTINEL) {
      SocketAddress master = sentinels.master();
      sockets.closeUnless(remote -> remote.equals(master));
    } else if (System.nanoTime() - lastReconnect > RECONNECT_PAUSE_NANOS) {
      lastReconnect = System.nanoTime();
      sockets.closeUnless(remote -> false);
    }
  }

  /** Lettuce has asked one Sentinel, which may be behind the others. */
  private void confirm() {
    if (target.kind() == Kind.SENTINEL) {
      lookAround();
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
