package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskStoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a person reads when Redis is not what it should be. */
class StoreErrorsTest extends RedisFixture {

  private static void check(RedisTarget wrong, String... hints) {
    assertThatThrownBy(() -> RedisBroker.connect(wrong).close())
        .isInstanceOf(TaskStoreException.class)
        .hasMessageContaining(wrong.host() + ":" + wrong.port())
        .hasMessageContainingAll(hints)
        .message()
        .doesNotContain("secret");
  }

  @Test
  void passwordWrongMissingOrNotWanted_eachIsNamed() throws Exception {
    try (var locked = EmbeddedRedis.builder().password("right").build()) {
      locked.start();
      var open = RedisTarget.builder("127.0.0.1", locked.port());
      check(open.build(), "asks for a password");
      check(open.password("secret").build(), "refused user and password");
    }
    check(
        RedisTarget.builder("127.0.0.1", target.port()).password("secret").build(),
        "has no password");
  }

  @Test
  void nobodyListens_saysCannotBeReached() throws Exception {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    check(RedisTarget.builder("127.0.0.1", free).build(), "cannot be reached");
  }

  @Test
  void unknownHost_isNamed() {
    check(RedisTarget.parse("redis://nowhere.invalid:6379"), "cannot be found", "nowhere.invalid");
  }

  @Test
  void notARedis_saysSo() throws Exception {
    try (var socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerHttp(socket));
      check(
          RedisTarget.builder("127.0.0.1", socket.getLocalPort())
              .connectTimeout(Duration.ofSeconds(1))
              .build(),
          "not another service");
    }
  }

  private static void answerHttp(ServerSocket socket) {
    while (!socket.isClosed()) {
      try (var client = socket.accept()) {
        client.getInputStream().read();
        client
            .getOutputStream()
            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        return;
      }
    }
  }

  @Test
  void databaseOutOfRange_isNamed() {
    check(RedisTarget.builder("127.0.0.1", target.port()).database(99).build(), "no database 99");
  }

  @Test
  void outOfMemory_saysWhatToDo() {
    raw.configSet("maxmemory", "1mb");
    try {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  enqueue("task" + i);
                }
              })
          .isInstanceOf(TaskStoreException.class)
          .hasMessageContaining("out of memory");
    } finally {
      raw.configSet("maxmemory", "0");
    }
  }

  @Test
  void readOnlyReplica_isNamed() throws Exception {
    try (var replica = EmbeddedRedis.create()) {
      replica.start();
      var client = io.lettuce.core.RedisClient.create(replica.uri());
      try (var connection = client.connect();
          var other =
              RedisBroker.connect(
                  RedisTarget.builder(replica.uri())
                      .commandTimeout(Duration.ofSeconds(3))
                      .build())) {
        connection.sync().replicaof(target.host(), target.port());
        assertThatThrownBy(() -> other.enqueue(now("a")))
            .isInstanceOf(TaskStoreException.class)
            .hasMessageContaining("read-only replica");
      } finally {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
      }
    }
  }

  private static void enqueue(String id) {
    broker.enqueue(now(id));
  }

  private static NewTask now(String id) {
    return new NewTask(
        message(id).payload(com.google.protobuf.ByteString.copyFrom(new byte[1000])).build(),
        new NewTask.Now(),
        Duration.ZERO,
        NewTask.IdOrigin.GENERATED);
  }
}
