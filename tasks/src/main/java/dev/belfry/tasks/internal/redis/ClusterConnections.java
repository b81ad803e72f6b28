package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.RedisTarget;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections to the nodes of a Redis Cluster; each command goes to the one that has its key. */
final class ClusterConnections implements RedisConnections {
  private static final Logger log = LoggerFactory.getLogger(ClusterConnections.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final RedisTarget target;
  private final Sockets sockets = new Sockets();
  private final RedisClusterClient client;
  private final StatefulRedisClusterConnection<String, byte[]> shared;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile long lastLook = System.nanoTime() - RedisClients.BETWEEN_LOOKS.toNanos();

  ClusterConnections(RedisTarget target) {
    this.target = target;
    client = RedisClients.cluster(target, sockets);
    try {
      shared = dial();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private StatefulRedisClusterConnection<String, byte[]> dial() {
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
    long now = System.nanoTime();
    if (now - lastLook > RedisClients.BETWEEN_LOOKS.toNanos()
        && looking.compareAndSet(false, true)) {
      lastLook = now;
      client
          .refreshPartitionsAsync()
          .whenComplete((done, failure) -> {
            looking.set(false);
            if (failure == null) {
              leaveTheDead();
            } else {
              log.debug("{}: cannot find out who serves what", target, failure);
            }
          });
    }
  }

  /** A node that hangs still has its connections open; what waits there is to go elsewhere. */
  private void leaveTheDead() {
    Set<SocketAddress> alive =
        client.getPartitions().stream()
            .map(RedisClusterNode::getUri)
            .map(uri -> (SocketAddress) new InetSocketAddress(uri.getHost(), uri.getPort()))
            .collect(Collectors.toSet());
    sockets.closeUnless(alive::contains);
  }

  @Override
  public long generation() {
    return sockets.broken();
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, CLOSE_LIMIT);
    RedisClients.release(client);
  }
}
