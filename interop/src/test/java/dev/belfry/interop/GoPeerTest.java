package dev.belfry.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.interop.peer.GoClient;
import dev.belfry.interop.peer.GoClient.Order;
import dev.belfry.interop.peer.GoInspector;
import dev.belfry.interop.peer.GoServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The Go side by itself: what it says of its own tasks is what Belfry is measured against. */
class GoPeerTest {

  @Test
  void goServer_onTasksOfGoClient_runsThemAsTheInspectorShows() {
    try (var redis = EmbeddedRedis.create()) {
      redis.start();
      try (var client = new GoClient(redis);
          var server = new GoServer(redis);
          var inspector = new GoInspector(redis)) {
        var receipt =
            client.offer(
                Order.of("go:once", "{\"fail\":1}")
                    .header("k", "v")
                    .retention(Duration.ofMinutes(1)));
        assertThat(receipt.error()).isEmpty();

        await().untilAsserted(() -> assertThat(server.attempts()).hasSize(2));
        assertThat(server.attempts()).extracting(GoServer.Attempt::retried).containsExactly(0, 1);
        await().untilAsserted(() -> assertThat(inspector.tasks("default", "completed")).hasSize(1));
        assertThat(inspector.task("default", receipt.id()).headers()).containsEntry("k", "v");
        await()
            .untilAsserted(() ->
                assertThat(inspector.servers())
                    .extracting(GoInspector.Server::status)
                    .containsExactly("active"));
      }
    }
  }
}
