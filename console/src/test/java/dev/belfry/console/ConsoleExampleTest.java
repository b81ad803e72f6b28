package dev.belfry.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.service.ServiceGroup;
import dev.belfry.tasks.RedisTarget;
import org.junit.jupiter.api.Test;

/** The example of the documents, run. */
class ConsoleExampleTest {

  // snippet
  Console console(RedisTarget redis) {
    var conf = ConsoleConf.DEFAULT.toBuilder().service("order", "http://127.0.0.1:6060/healthz");
    return Console.builder(redis).conf(conf.build()).address("127.0.0.1", 0).build();
  }

  ServiceGroup group(RedisTarget redis) {
    return ServiceGroup.of(console(redis));
  }

  // end

  @Test
  void group_withAConsole_servesWhileItRuns() {
    try (EmbeddedRedis redis = EmbeddedRedis.create()) {
      redis.start();
      try (ServiceGroup group = group(RedisTarget.parse(redis.uri()))) {
        group.start();
        assertThat(group.health()).containsKey("Console");
      }
    }
  }
}
