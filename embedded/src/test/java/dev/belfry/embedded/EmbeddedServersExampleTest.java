package dev.belfry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What docs/embedded.md shows. */
class EmbeddedServersExampleTest {

  @Test
  void servers_run_untilTheBlockEnds() {
    // snippet
    try (var redis = EmbeddedRedis.create();
        var kafka = EmbeddedKafka.create()) {
      redis.start();
      kafka.start();
      kafka.createTopic("payments", 3);
      assertThat(redis.uri()).startsWith("redis://127.0.0.1:");
      assertThat(kafka.bootstrapServers()).startsWith("127.0.0.1:");
    }
    // end
  }
}
