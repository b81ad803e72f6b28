package dev.belfry.tasks.examples;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.embedded.RedisSentinel;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.RedisTarget.Node;
import dev.belfry.tasks.RedisTarget.Transport;
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

  /** One server that wants to see a certificate, and a login. */
  RedisTarget mutual(Path authority, Path certificate, Path key) {
    return RedisTarget.builder("10.0.0.1", 6380)
        .transport(Transport.TLS)
        .trustedCertificates(authority)
        .clientCertificate(certificate, key)
        .user("worker")
        .password("secret")
        .database(2)
        .connectTimeout(ofSeconds(2)) // a start fails that soon
        .build();
  }

  /** Sentinels with users of their own. */
  RedisTarget guarded(String password, String sentinelPassword) {
    return RedisTarget.builder("redis-sentinel://10.0.0.1,10.0.0.2,10.0.0.3?master=mymaster")
        .password(password)
        .sentinelUser("watcher")
        .sentinelPassword(sentinelPassword)
        .build();
  }

  RedisTarget onThisMachine() {
    return RedisTarget.unixSocket("/run/redis/redis.sock").build();
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
    assertThat(mutual(Path.of("ca.pem"), Path.of("own.pem"), Path.of("key.pem")).nodes())
        .containsExactly(new Node("10.0.0.1", 6380));
    assertThat(guarded("a", "b").nodes()).hasSize(3).contains(new Node("10.0.0.3", 26379));
    assertThat(onThisMachine().toString()).contains("/run/redis/redis.sock");
  }
}
