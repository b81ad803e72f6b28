package dev.belfry.interop.console;

import static dev.belfry.interop.console.Http.encoded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whatever can be read from asynqmon reads the same from Belfry's console on the same Redis. */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(FilledRedis.Shared.class)
class AsynqmonReadsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final List<String> STATES =
      List.of("active", "pending", "scheduled", "retry", "archived", "completed");

  private Both both;
  private Http theirs;
  private Http ours;

  @BeforeAll
  void start() {
    var redis = FilledRedis.shared().redis;
    both = Both.on(redis, redis);
    theirs = both.theirs;
    ours = both.ours;
  }

  @AfterAll
  void stop() {
    both.close();
  }

  static List<String> paths() {
    List<String> paths =
        new ArrayList<>(List.of("/queues", "/queue_stats", "/servers", "/scheduler_entries"));
    for (String queue : FilledRedis.QUEUES) {
      String path = "/queues/" + encoded(queue);
      paths.add(path);
      paths.add(path + "/groups");
      STATES.forEach(state -> paths.add(path + "/" + state + "_tasks"));
      for (String group : List.of("g", FilledRedis.ODD)) {
        paths.add(path + "/groups/" + encoded(group) + "/aggregating_tasks");
      }
    }
    for (String queue : List.of("go", "java")) {
      for (String state : STATES) {
        paths.add("/queues/" + queue + "/tasks/" + state + "1");
        paths.add("/queues/" + queue + "/" + state + "_tasks?page=2&size=1");
        paths.add("/queues/" + queue + "/" + state + "_tasks?page=3&size=1");
        paths.add("/queues/" + queue + "/" + state + "_tasks?page=x&size=y");
      }
      paths.add("/queues/" + queue + "/tasks/aggregating1");
      paths.add("/queues/" + queue + "/groups/g/aggregating_tasks?page=2&size=1");
    }
    for (String id : List.of("pending", "archived", "later", "grouped")) {
      paths.add("/queues/" + encoded(FilledRedis.ODD) + "/tasks/" + encoded(FilledRedis.ODD + id));
    }
    Stream.of("orphan", "overdue", "by-hand", "failed", "payload0", "payload1")
        .forEach(id -> paths.add("/queues/hard/tasks/" + id));
    return paths;
  }

  @ParameterizedTest
  @MethodSource("paths")
  void whatIsRead_isWhatAsynqmonSays(String path) {
    assertSame(path);
  }

  /** Asks both until they were asked in the same second. */
  private void assertSame(String path) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> {
          var expected = theirs.get("/api" + path);
          var actual = ours.get("/api" + path);
          assertThat(actual.status()).as(actual.body()).isEqualTo(expected.status());
          assertThat(Facts.of(actual.json())).isEqualTo(Facts.of(expected.json()));
        });
  }

  @Test
  void eventsOfSchedulers_areWhatAsynqmonSays() {
    JsonNode entries = theirs.get("/api/scheduler_entries").json().get("entries");
    assertThat(entries).hasSize(2);
    for (JsonNode entry : entries) {
      assertSame("/scheduler_entries/" + entry.get("id").asString() + "/enqueue_events");
    }
    assertSame("/scheduler_entries/nobody/enqueue_events");
  }

  /** Memory and clients change with each look; who it is does not. */
  @Test
  void redis_isTheSame() {
    JsonNode expected = theirs.get("/api/redis_info").json();
    JsonNode actual = ours.get("/api/redis_info").json();
    assertThat(actual.propertyNames())
        .containsExactlyInAnyOrderElementsOf(expected.propertyNames());
    for (String member : List.of("address", "cluster", "raw_cluster_nodes", "queue_locations")) {
      assertThat(actual.get(member)).as(member).isEqualTo(expected.get(member));
    }
    assertThat(new TreeSet<>(actual.get("info").propertyNames()))
        .isEqualTo(new TreeSet<>(expected.get("info").propertyNames()));
    for (String fact : List.of("redis_version", "run_id", "role", "tcp_port", "maxmemory_policy")) {
      assertThat(actual.at("/info/" + fact)).as(fact).isEqualTo(expected.at("/info/" + fact));
    }
    assertThat(actual.get("raw_info").asString()).contains("# Server\r\n");
  }

  /** asynqmon says 500 of some of them: here it is 404 throughout. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/queues/none",
        "/queues/none/groups",
        "/queues/none/pending_tasks",
        "/queues/none/groups/g/aggregating_tasks",
        "/queues/none/tasks/x",
        "/queues/go/tasks/none"
      })
  void whatDoesNotExist_isAnErrorOnBoth(String path) {
    assertThat(theirs.get("/api" + path).status()).isIn(404, 500);
    assertThat(ours.get("/api" + path).status()).isEqualTo(404);
  }
}
