package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.embedded.RedisSentinel;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.internal.redis.Sentinels.View;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentinelsTest {

  private static View view(int port, long epoch) {
    return new View(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), epoch);
  }

  @Test
  void sentinelsDisagree_theLatestFailoverCounts() {
    var views = List.of(view(1, 3), view(2, 4), view(1, 3));
    assertThat(Sentinels.latest(views)).contains(view(2, 4));
  }

  @Test
  void oneSentinelIsGone_theOthersTell() throws Exception {
    try (var group = RedisSentinel.builder().build()) {
      group.start();
      String withOneGone =
          group.uri().replace("redis-sentinel://", "redis-sentinel://127.0.0.1:1,");
      var target = RedisTarget.parse(withOneGone);
      try (var client = RedisClients.server(target, new Sockets())) {
        var master = (InetSocketAddress) new Sentinels(target, client).master();
        assertThat(group.uri()).doesNotContain(":" + master.getPort());
        assertThat(role(master.getPort())).isEqualTo("master");
      }
    }
  }

  private static String role(int port) {
    var client = RedisClient.create("redis://127.0.0.1:" + port);
    try (var connection = client.connect(KeyValueCodec.INSTANCE)) {
      return new String(
          (byte[]) connection.sync().role().getFirst(), java.nio.charset.StandardCharsets.UTF_8);
    } finally {
      client.shutdown();
    }
  }

  @Test
  void noSentinelAnswers_saysSo() {
    var target = RedisTarget.parse("redis-sentinel://127.0.0.1:1,127.0.0.1:2/?master=m");
    try (var client = RedisClients.server(target, new Sockets())) {
      assertThatThrownBy(() -> new Sentinels(target, client).master())
          .isInstanceOf(RedisConnectionException.class)
          .hasMessageContaining("no Sentinel");
    }
  }
}
