package dev.belfry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.service.Health;
import org.junit.jupiter.api.Test;

class RedisClusterTest {

  @Test
  void masterKilled_itsReplicaServesItsSlots_andTheFormerMasterFollowsIt() throws Exception {
    try (var cluster = RedisCluster.create()) {
      cluster.start();
      assertThat(cluster.health()).isEqualTo(Health.up());
      assertThat(cluster.nodes()).hasSize(6);
      String key = "k";
      cluster.master(key).ask("SET", key, "v");
      cluster.awaitReplicas();

      EmbeddedRedis former = cluster.killMaster(key);
      EmbeddedRedis next = cluster.awaitMasterOtherThan(former, key);
      assertThat(next.ask("GET", key)).isEqualTo("v");

      former.start();
      cluster.awaitReplicas();
      assertThat(String.valueOf(former.ask("ROLE"))).contains("slave", String.valueOf(next.port()));
    }
  }

  @Test
  void slots_areSpreadOverTheMasters() {
    try (var cluster = RedisCluster.builder().password("secret").build()) {
      cluster.start();

      assertThat(cluster.master("a")).isNotSameAs(cluster.master("b"));
      assertThat(cluster.uri()).startsWith("redis-cluster://:secret@127.0.0.1:");
    }
  }
}
