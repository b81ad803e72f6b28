package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.service.Deadline;
import dev.belfry.tasks.internal.redis.RedisBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted connections, and users who may do little. */
@Timeout(60)
class ConnectionRightsTest {
  /** The line of docs/tasks.md, for the user {@code belfry}. */
  private static final String LEAST_RIGHTS =
      "user belfry on >secret ~asynq:* ~belfry:* &asynq:* &belfry:*"
          + " -@all +@read +@write +@connection +@pubsub -@dangerous"
          + " +eval +evalsha +time +wait +info";

  private final Set<String> done = ConcurrentHashMap.newKeySet();

  private void checkEverything(RedisTarget target) throws Exception {
    var server =
        TaskServer.builder(target)
            .handler((task, context) -> {
              done.add(task.type());
              if (task.type().equals("cancelled")) {
                new CountDownLatch(1).await();
              }
              return Outcome.done();
            })
            .build();
    server.start();
    try (var client = TaskClient.connect(target);
        var inspector = TaskInspector.connect(target);
        var broker = RedisBroker.connect(target)) {
      client.enqueue(Task.of("now"), unique(Duration.ofMinutes(1)));
      client.enqueue(Task.of("later"), processIn(Duration.ofMillis(50)));
      await().until(() -> done.containsAll(Set.of("now", "later")));
      var task = client.enqueue(Task.of("cancelled"));
      await().until(() -> done.contains("cancelled"));
      broker.publishCancel(task.id());
      await()
          .until(
              () -> inspector.task("default", task.id()).orElseThrow().state() == TaskState.RETRY);
      assertThat(inspector.queues()).containsExactly("default");
    } finally {
      server.stop(Deadline.in(Duration.ofSeconds(2)));
    }
  }

  @Test
  void userWithTheRightsOfTheDocs_doesEverything() throws Exception {
    try (var redis = EmbeddedRedis.builder().extraConfig(LEAST_RIGHTS).build()) {
      redis.start();
      checkEverything(RedisTarget.parse("redis://belfry:secret@127.0.0.1:" + redis.port()));
    }
  }

  @Test
  void userWithoutRights_isToldWhichOnesAreMissing() {
    try (var redis =
        EmbeddedRedis.builder().extraConfig("user poor on >secret ~* +@connection").build()) {
      redis.start();
      var target = RedisTarget.parse("redis://poor:secret@127.0.0.1:" + redis.port());
      try (var client = TaskClient.connect(target)) {
        var task = Task.of("t");
        assertThatThrownBy(() -> client.enqueue(task))
            .isInstanceOf(TaskStoreException.class)
            .hasMessageContaining("check the ACL of user 'poor'")
            .message()
            .doesNotContain("secret");
      }
    }
  }

  @Test
  void tls_withAnAuthorityOfItsOwnAndAClientCertificate(@TempDir Path directory) throws Exception {
    var authority = CertificateFiles.create(directory);
    int port = freePort();
    try (var redis =
        EmbeddedRedis.builder()
            .extraConfig("tls-port " + port)
            .extraConfig("tls-cert-file " + authority.serverCertificate())
            .extraConfig("tls-key-file " + authority.serverKey())
            .extraConfig("tls-ca-cert-file " + authority.certificate())
            .build()) {
      startWithTls(redis);
      String uri = "rediss://localhost:" + port;
      checkEverything(
          RedisTarget.builder(uri)
              .trustedCertificates(authority.certificate())
              .clientCertificate(authority.clientCertificate(), authority.clientKey())
              .build());
      check(RedisTarget.parse(uri), "could not agree on TLS");
      // The certificate is for localhost, and not for its number.
      check(
          RedisTarget.builder("rediss://127.0.0.1:" + port)
              .trustedCertificates(authority.certificate())
              .clientCertificate(authority.clientCertificate(), authority.clientKey())
              .build(),
          "could not agree on TLS");
    }
  }

  private static void check(RedisTarget target, String hint) {
    assertThatThrownBy(() -> TaskClient.connect(target).close())
        .isInstanceOf(TaskStoreException.class)
        .hasMessageContaining(hint);
  }

  private static void startWithTls(EmbeddedRedis redis) {
    try {
      redis.start();
    } catch (RuntimeException e) {
      Assumptions.abort("the redis-server of this machine has no TLS: " + e.getMessage());
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
