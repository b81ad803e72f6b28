package dev.belfry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.service.Health;
import org.junit.jupiter.api.Test;

class RedisSentinelTest {

  @Test
  void masterKilled_replicaWithTheDataTakesOver_andTheFormerMasterFollowsIt() throws Exception {
    try (var group = RedisSentinel.builder().password("p w").sentinelPassword("s").build()) {
      group.start();
      assertThat(group.health()).isEqualTo(Health.up());
      assertThat(group.nodes()).hasSize(3);
      assertThat(group.uri())
          .startsWith("redis-sentinel://:s@127.0.0.1:")
          .endsWith("?master=mymaster");
      group.awaitReplicas();
      group.master().ask("SET", "k", "v");
      assertThat(group.master().ask("WAIT", "2", "10000"))
          .as("replicas that have it")
          .isEqualTo(2L);

      EmbeddedRedis former = group.killMaster();
      EmbeddedRedis next = group.awaitMasterOtherThan(former);
      assertThat(next.ask("GET", "k")).isEqualTo("v");

      former.start();
      group.awaitReplicas();
      assertThat(String.valueOf(former.ask("ROLE")))
          .contains("slave", String.valueOf(group.master().port()));
    }
  }

  @Test
  void failover_thatIsAskedFor_makesTheMasterAReplica() throws Exception {
    try (var group = RedisSentinel.builder().replicas(1).build()) {
      group.start();

      EmbeddedRedis former = group.failOver();
      group.awaitMasterOtherThan(former);
      group.awaitReplicas();

      assertThat(String.valueOf(former.ask("ROLE")))
          .contains("slave", String.valueOf(group.master().port()));
    }
  }
}
