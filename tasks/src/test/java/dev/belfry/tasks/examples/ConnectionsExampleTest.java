package dev.belfry.tasks.examples;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.embedded.RedisSentinel;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.RedisTarget.Node;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskState;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/tasks.md shows on connections. */
class ConnectionsExampleTest {

  // snippet
  /** A master that Sentinels watch, for an application with keys of its own. */
  RedisTarget shop(String... sentinels) {
    return RedisTarget.sentinel("mymaster", sentinels)
        .sentinelPassword("sentinel-secret")
        .password("secret")
        .namespace("shop") // instead of asynq; Go programs do not see it
        .replicas(2) // both have each task before enqueue returns
        .commandTimeout(ofSeconds(15)) // calls wait that long for a failover
        .build();
  }

  /** An address says the same as a builder, which adds what has no place in an address. */
  RedisTarget encrypted(Path authority) {
    return RedisTarget.builder("rediss-cluster://worker:secret@10.0.0.1,10.0.0.2:7000")
        .trustedCertificates(authority)
        .build();
  }

  // end

  @Test
  void sentinels_leadToTheMaster() {
    try (var group =
        RedisSentinel.builder().sentinelPassword("sentinel-secret").password("secret").build()) {
      group.start();
      Stream<Integer> ports = group.sentinels().stream().map(each -> each.port());
      var target = shop(ports.map(port -> "127.0.0.1:" + port).toArray(String[]::new));
      try (var client = TaskClient.connect(target);
          var inspector = TaskInspector.connect(target)) {
        client.enqueue(Task.of("order:close"));

        assertThat(inspector.queueCounts("default")).containsEntry(TaskState.PENDING, 1L);
      }
    }
  }

  @Test
  void address_andBuilder_agree() {
    assertThat(encrypted(Path.of("ca.pem")).nodes())
        .containsExactly(new Node("10.0.0.1", 6379), new Node("10.0.0.2", 7000));
  }
}
