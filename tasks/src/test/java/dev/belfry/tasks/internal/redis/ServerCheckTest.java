package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerCheckTest extends RedisFixture {

  @Test
  void version_tooOld_isRefusedInOneSentence() {
    assertThat(ServerCheck.refusal("# Server\r\nredis_version:6.0.16\r\nos:Linux\r\n"))
        .hasValue("is version 6.0, and the task engine needs 6.2 or later: upgrade it");
    assertThat(ServerCheck.refusal("redis_version:5.0.7\r\n")).isPresent();
  }

  @Test
  void version_newOrUntold_isTaken() {
    assertThat(ServerCheck.refusal("redis_version:6.2.0\r\n")).isEmpty();
    assertThat(ServerCheck.refusal("redis_version:255.255.255\r\n")).isEmpty();
    assertThat(ServerCheck.refusal("")).isEmpty();
    assertThat(ServerCheck.refusal(raw.info("server"))).isEmpty();
  }

  @Test
  void eviction_isWarnedOfOnlyIfMemoryIsLimited() {
    assertThat(ServerCheck.warning(raw.info("memory"))).isEmpty();
    raw.configSet("maxmemory-policy", "allkeys-lru");
    try {
      assertThat(ServerCheck.warning(raw.info("memory"))).isEmpty();
      raw.configSet("maxmemory", "100mb");
      assertThat(ServerCheck.warning(raw.info("memory")))
          .hasValue(
              "has maxmemory-policy allkeys-lru and so throws tasks away when it is full: set"
                  + " noeviction");
    } finally {
      raw.configSet("maxmemory", "0");
      raw.configSet("maxmemory-policy", "noeviction");
    }
  }
}
