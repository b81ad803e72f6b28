package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.RedisCluster;
import dev.belfry.tasks.RedisTarget;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

class SocketsTest {
  private final Sockets sockets = new Sockets();

  private EmbeddedChannel open() {
    var channel = new EmbeddedChannel();
    sockets.afterChannelInitialized(channel);
    return channel;
  }

  private static RedisCommand<?, ?, ?> command(CommandType type) {
    return new Command<>(type, new StatusOutput<>(KeyValueCodec.INSTANCE));
  }

  @Test
  void broken_socketNeverConnected_doesNotCount() {
    open().finish();
    assertThat(sockets.broken()).isZero();
  }

  @Test
  void broken_socketOnlyAskedWhoServesWhat_doesNotCount() {
    var channel = open();
    channel.writeOutbound(command(CommandType.HELLO), command(CommandType.CLUSTER));
    channel.writeOutbound(List.of(command(CommandType.INFO)));
    channel.finish();
    assertThat(sockets.broken()).isZero();
  }

  @Test
  void broken_socketCarriedACommand_counts() {
    var channel = open();
    channel.writeOutbound(command(CommandType.PING), command(CommandType.EVALSHA));
    channel.writeOutbound(command(CommandType.WAIT));
    assertThat(sockets.broken()).isZero();
    channel.finish();
    assertThat(sockets.broken()).isOne();
  }

  @Test
  void broken_socketCarriedCommandsInOneGo_counts() {
    var channel = open();
    channel.writeOutbound(List.of(command(CommandType.PING), command(CommandType.SADD)));
    channel.finish();
    assertThat(sockets.broken()).isOne();
  }

  @Test
  void generation_clusterIsAskedWhoServesWhat_staysTheSame() {
    try (var cluster = RedisCluster.create()) {
      cluster.start();
      var other = RedisClient.create(cluster.master("{default}").uri());
      try (var node = other.connect();
          var link = RedisLink.open(RedisTarget.parse(cluster.uri()))) {
        link.<Long>call(redis -> redis.del("{default}"));
        // What a connection begins with, the link's and this test's.
        await().until(() -> number(node.sync().info("clients"), "connected_clients") == 2);
        long before = link.generation();
        long connections = number(node.sync().info("stats"), "total_connections_received");
        link.lookAround();
        await()
            .until(() ->
                number(node.sync().info("stats"), "total_connections_received") > connections
                    && number(node.sync().info("clients"), "connected_clients") == 2);
        assertThat(link.generation()).isEqualTo(before);
        node.sync().clientKill(KillArgs.Builder.typeNormal().skipme());
        await().until(() -> link.generation() == before + 1);
      } finally {
        other.shutdown();
      }
    }
  }

  private static long number(String info, String name) {
    return info.lines()
        .filter(line -> line.startsWith(name + ':'))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
        .sum();
  }
}
