package dev.belfry.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.tasks.RedisTarget.Transport;
import org.junit.jupiter.api.Test;

class RedisTargetTest {

  @Test
  void fullAddress_isReadAndShownWithoutItsPassword() {
    var target = RedisTarget.parse("rediss://bob:s%40cret+1@cache.example:7000/3");
    assertThat(target.host()).isEqualTo("cache.example");
    assertThat(target.port()).isEqualTo(7000);
    assertThat(target.user()).isEqualTo("bob");
    assertThat(target.password()).isEqualTo("s@cret+1");
    assertThat(target.database()).isEqualTo(3);
    assertThat(target.transport()).isEqualTo(Transport.TLS);
    assertThat(target).hasToString("rediss://cache.example:7000/3");
  }

  @Test
  void shortAddress_hasDefaults() {
    var target = RedisTarget.parse("redis://localhost");
    assertThat(target).hasToString("redis://localhost:6379");
    assertThat(target.user()).isNull();
    assertThat(target.password()).isNull();
    assertThat(RedisTarget.parse("redis://localhost/")).isEqualTo(target);
    assertThat(RedisTarget.parse("redis://:pw@localhost").password()).isEqualTo("pw");
    assertThat(RedisTarget.parse("redis://[::1]:7/2")).hasToString("redis://[::1]:7/2");
  }

  @Test
  void unixSocket_isRead() {
    var target = RedisTarget.parse("redis-socket://:pw@/run/redis.sock?db=2");
    assertThat(target.socket()).isEqualTo("/run/redis.sock");
    assertThat(target.password()).isEqualTo("pw");
    assertThat(target.database()).isEqualTo(2);
    assertThat(RedisTarget.parse("redis-socket:///run/redis.sock").password()).isNull();
  }

  @Test
  void wrongAddress_saysWhatIsAcceptedAndHidesThePassword() {
    check("http://:secret@host", "unsupported scheme 'http'");
    check("redis://:secret@host/zero", "'zero'");
    check("redis://:secret@ho st", "position");
    check("redis://:secret@", "host");
    check("localhost:6379", "unsupported scheme");
    check("redis-sentinel://:secret@host", "Sentinel is not supported yet");
    check("redis-socket://:secret@?db=1", "no path");
    check("redis://secret@host", "user:password");
  }

  private static void check(String address, String reason) {
    assertThatThrownBy(() -> RedisTarget.parse(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining("redis://[[user]:password@]host[:port][/database]")
        .message()
        .doesNotContain("secret");
  }
}
