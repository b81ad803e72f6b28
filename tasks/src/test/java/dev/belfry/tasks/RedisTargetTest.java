package dev.belfry.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.service.config.RedisConf;
import dev.belfry.tasks.RedisTarget.Kind;
import dev.belfry.tasks.RedisTarget.Node;
import dev.belfry.tasks.RedisTarget.Transport;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisTargetTest {

  @Test
  void fullAddress_isReadAndShownWithoutItsPassword() {
    var target = RedisTarget.parse("rediss://bob:s%40cret+1@cache.example:7000/3");
    assertThat(target.kind()).isEqualTo(Kind.SERVER);
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
    assertThat(target.namespace()).isEqualTo("asynq");
    assertThat(target.replicas()).isZero();
    assertThat(RedisTarget.parse("redis://localhost/")).isEqualTo(target);
    assertThat(RedisTarget.parse("redis://:pw@localhost").password()).isEqualTo("pw");
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
  void sentinels_haveALoginOfTheirOwn() {
    var target =
        RedisTarget.parse(
            "redis-sentinel://:spw@s1:7,s2,[::1]:9/3?master=mm&user=bob&password=p%26w");
    assertThat(target.kind()).isEqualTo(Kind.SENTINEL);
    assertThat(target.nodes())
        .containsExactly(new Node("s1", 7), new Node("s2", 26379), new Node("::1", 9));
    assertThat(target.masterName()).isEqualTo("mm");
    assertThat(target.sentinelUser()).isNull();
    assertThat(target.sentinelPassword()).isEqualTo("spw");
    assertThat(target.user()).isEqualTo("bob");
    assertThat(target.password()).isEqualTo("p&w");
    assertThat(target.database()).isEqualTo(3);
    assertThat(target.replicas()).isEqualTo(1);
    assertThat(
            RedisTarget.sentinel("mm", "s1:7", "s2", "[::1]:9")
                .sentinelPassword("spw")
                .user("bob")
                .password("p&w")
                .database(3)
                .build())
        .isEqualTo(target);
  }

  @Test
  void cluster_hasSeveralNodesAndNoDatabase() {
    var target = RedisTarget.parse("rediss-cluster://bob:pw@h1:1,h2");
    assertThat(target.kind()).isEqualTo(Kind.CLUSTER);
    assertThat(target.nodes()).containsExactly(new Node("h1", 1), new Node("h2", 6379));
    assertThat(target.user()).isEqualTo("bob");
    assertThat(target.replicas()).isEqualTo(1);
    assertThat(
            RedisTarget.cluster("h1:1", "h2")
                .user("bob")
                .password("pw")
                .transport(Transport.TLS)
                .build())
        .isEqualTo(target);
    var builder = RedisTarget.cluster("h1").database(1);
    assertThatThrownBy(builder::build).hasMessageContaining("no database 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "redis://localhost|redis://localhost:6379",
        "redis://:pw@localhost:7|redis://localhost:7",
        "redis://bob:pw@localhost|redis://localhost:6379",
        "redis://localhost/2/ignored|redis://localhost:6379/2",
        "redis://[::1]:7/2|redis://[::1]:7/2",
        "redis://[fe80::1]|redis://[fe80::1]:6379",
        "rediss://h|rediss://h:6379",
        "redis-socket:///a%20b.sock|redis-socket:///a b.sock",
        "redis-socket:///a.sock?db=3|redis-socket:///a.sock?db=3",
        "redis-sentinel://a,b:1?master=m|redis-sentinel://a:26379,b:1?master=m",
        "rediss-sentinel://a/2?master=m|rediss-sentinel://a:26379/2?master=m",
        "redis-cluster://a:1,b:2|redis-cluster://a:1,b:2",
        "redis-cluster://a:1/|redis-cluster://a:1",
      })
  void address_isAcceptedAndShownInFull(String address, String shown) {
    assertThat(RedisTarget.parse(address)).hasToString(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://:secret@host | unsupported scheme 'http'",
        "localhost:6379 | does not start with a scheme",
        "redis://:secret@host/zero | not 'zero'",
        "redis://:secret@host/-1 | not '-1'",
        "redis://:secret@ho st | position 18",
        "redis://:secret@ | no valid host",
        "redis://:secret@a,b | several hosts",
        "redis://:secret@a:b | port must be a number, not 'b'",
        "redis://:secret@::1 | no valid host",
        "redis://:secret@a?db=1 | 'db='",
        "redis://:secret%zz@a | hexadecimal",
        "redis://secret@host | user:password",
        "redis-socket://:secret@?db=1 | no path",
        "redis-socket://:secret@run/redis.sock | a socket has no host",
        "redis-socket://:secret@/a?x=1 | 'x='",
        "redis-sentinel://:secret@host | does not name the master",
        "redis-sentinel://:secret@host?master | name=value",
        "redis-sentinel://:secret@a,,b?master=m | no valid host",
        "redis-cluster://:secret@a/1 | no databases",
      })
  void wrongAddress_saysWhatIsWrongAndHidesThePassword(String address, String reason) {
    assertThatThrownBy(() -> RedisTarget.parse(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining("redis://[[user]:password@]host[:port][/database]")
        .message()
        .doesNotContain("secret");
  }

  @Test
  void settingsThatCannotBe_areRefused() {
    var builder = RedisTarget.builder("h", 1);
    assertThatThrownBy(() -> RedisTarget.builder("h", 65536)).hasMessageContaining("65536");
    assertThatThrownBy(() -> RedisTarget.builder(" ", 1)).hasMessageContaining("blank");
    assertThatThrownBy(() -> builder.namespace("a:b")).hasMessageContaining("'a:b'");
    assertThatThrownBy(() -> builder.namespace("belfry")).hasMessageContaining("belfry");
    assertThatThrownBy(() -> builder.namespace("{a}")).hasMessageContaining("'{a}'");
    assertThatThrownBy(() -> builder.replicas(-1)).hasMessageContaining("-1");
    builder.trustedCertificates(Path.of("ca.pem"));
    assertThatThrownBy(builder::build).hasMessageContaining("not TLS");
  }

  @Test
  void configuration_namesAServerOrACluster() {
    assertThat(RedisTarget.of(RedisConf.at("h:7"))).hasToString("redis://h:7");
    var cluster =
        RedisTarget.of(
            new RedisConf(
                "h1:1,h2",
                RedisConf.Type.CLUSTER,
                "bob",
                "pw",
                true,
                "",
                0,
                Duration.ofSeconds(1)));
    assertThat(cluster).hasToString("rediss-cluster://h1:1,h2:6379");
    assertThat(cluster.user()).isEqualTo("bob");
    assertThat(cluster.password()).isEqualTo("pw");
  }
}
