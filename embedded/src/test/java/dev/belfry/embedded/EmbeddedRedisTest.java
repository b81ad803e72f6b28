package dev.belfry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisTest {

  @Test
  void start_withDefaults_answersAtOnce() throws IOException {
    try (var redis = EmbeddedRedis.create()) {
      redis.start();

      assertThat(RedisAnswer.ask(redis, "PING")).isEqualTo("+PONG");
      assertThat(redis.uri()).isEqualTo("redis://127.0.0.1:" + redis.port());
      assertThat(redis.health()).isEqualTo(Health.up());
    }
  }

  @Test
  void start_ofTwo_runsThemSideBySide() throws IOException {
    try (var one = EmbeddedRedis.create();
        var two = EmbeddedRedis.create()) {
      one.start();
      two.start();
      RedisAnswer.ask(one, "SET", "k", "one");

      assertThat(RedisAnswer.ask(two, "EXISTS", "k")).isEqualTo(":0");
    }
  }

  @Test
  void start_afterWarmUp_takesLessThanHalfASecond() {
    try (var warmUp = EmbeddedRedis.create();
        var redis = EmbeddedRedis.create()) {
      warmUp.start();
      long begin = System.nanoTime();
      redis.start();

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(500));
    }
  }

  @Test
  void start_onPortInUse_namesThePort() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var redis = EmbeddedRedis.builder().port(other.getLocalPort()).build()) {
      assertThatThrownBy(redis::start)
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessage(
              "Port %d on 127.0.0.1 is in use: give another one, or 0 for a free one",
              other.getLocalPort());
    }
  }

  @Test
  void start_withBadExtraConfig_showsTheLog() {
    try (var redis = EmbeddedRedis.builder().extraConfig("no-such-setting 1").build()) {
      assertThatThrownBy(redis::start)
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessageContaining("no-such-setting");
      assertThat(redis.health()).isEqualTo(Health.down("Redis does not run"));
    }
  }

  @Test
  void extraConfig_thatOpensTheNetwork_isRefused() {
    var builder = EmbeddedRedis.builder().extraConfig("BIND 0.0.0.0");

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("BIND 0.0.0.0");
  }

  @Test
  void password_withOddCharacters_isAskedFor() throws IOException {
    String password = "p \"q\\ü@/:";
    try (var redis = EmbeddedRedis.builder().password(password).build()) {
      redis.start();

      assertThat(RedisAnswer.ask(redis, "PING")).startsWith("-NOAUTH");
      assertThat(RedisAnswer.ask(redis, "AUTH", password)).isEqualTo("+OK");
      assertThat(redis.uri())
          .isEqualTo("redis://:p%20%22q%5C%C3%BC%40%2F%3A@127.0.0.1:" + redis.port());
    }
  }

  @Test
  void kill_thenStart_keepsPortAndAppendOnlyData() throws IOException {
    try (var redis = EmbeddedRedis.builder().appendOnly().build()) {
      redis.start();
      int port = redis.port();
      RedisAnswer.ask(redis, "SET", "k", "v");

      redis.kill();
      assertThat(redis.isRunning()).isFalse();
      assertThatThrownBy(() -> RedisAnswer.ask(redis, "PING")).isInstanceOf(IOException.class);

      redis.start();
      assertThat(redis.port()).isEqualTo(port);
      assertThat(RedisAnswer.ask(redis, "EXISTS", "k")).isEqualTo(":1");
    }
  }

  @Test
  void stop_withDirectoryOfTheUser_keepsTheData(@TempDir Path directory) throws IOException {
    try (var redis = EmbeddedRedis.builder().dataDirectory(directory).build()) {
      redis.start();
      RedisAnswer.ask(redis, "SET", "k", "v");
      redis.stop(Deadline.in(Duration.ofSeconds(5)));
    }
    try (var next = EmbeddedRedis.builder().dataDirectory(directory).build()) {
      next.start();
      assertThat(RedisAnswer.ask(next, "EXISTS", "k")).isEqualTo(":1");
    }
  }

  @Test
  void stop_withTemporaryDirectory_removesIt() throws IOException {
    var redis = EmbeddedRedis.create();
    redis.start();
    Path directory = RedisAnswer.directory(redis);
    assertThat(directory).isDirectory();

    redis.stop(Deadline.in(Duration.ofSeconds(5)));

    assertThat(Files.exists(directory)).isFalse();
  }

  @Test
  void stop_twiceOrBeforeStart_doesNothing() {
    var redis = EmbeddedRedis.create();
    redis.stop(Deadline.in(Duration.ZERO));
    redis.start();
    redis.stop(Deadline.in(Duration.ofSeconds(5)));
    redis.stop(Deadline.in(Duration.ofSeconds(5)));

    assertThat(redis.isRunning()).isFalse();
  }

  @Test
  void port_beforeTheFirstStart_isAnError() {
    assertThatThrownBy(EmbeddedRedis.create()::uri).isInstanceOf(IllegalStateException.class);
  }
}
