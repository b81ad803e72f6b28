package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.internal.wire.Keyspace;
import dev.belfry.tasks.internal.wire.ServerInfo;
import dev.belfry.tasks.internal.wire.WorkerInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PresenceTest extends RedisFixture {
  private static final Instant START = Instant.ofEpochSecond(1_700_000_000);
  private static final ServerInfo SERVER =
      new ServerInfo(
          "h", 42, "sid", 10, Map.of("a", 6), ServerInfo.Order.WEIGHTED, "active", START, 2);
  private static final String SERVER_KEY = "asynq:servers:{h:42:sid}";
  private static final String WORKERS_KEY = "asynq:workers:{h:42:sid}";

  private static WorkerInfo worker(String id) {
    return new WorkerInfo("h", 42, "sid", id, "T", ByteString.EMPTY, QUEUE, START, START);
  }

  @Test
  void case45_twoTasksRun_serverAndWorkersAreTold() throws Exception {
    long now = second();
    broker.writeServerState(SERVER, List.of(worker("a"), worker("b")), Duration.ofSeconds(10));
    assertThat(raw.keys("*"))
        .containsExactlyInAnyOrder(
            Keyspace.DEFAULT.servers(), Keyspace.DEFAULT.workers(), SERVER_KEY, WORKERS_KEY);
    assertThat(score(Keyspace.DEFAULT.servers(), SERVER_KEY)).isCloseTo(now + 10, within(2L));
    assertThat(score(Keyspace.DEFAULT.workers(), WORKERS_KEY)).isCloseTo(now + 10, within(2L));
    assertThat(ServerInfo.decode(raw.get(SERVER_KEY))).isEqualTo(SERVER);
    assertThat(raw.hgetall(WORKERS_KEY)).containsOnlyKeys("a", "b");
    assertThat(raw.ttl(SERVER_KEY)).isBetween(1L, 10L);
    assertThat(raw.ttl(WORKERS_KEY)).isBetween(1L, 10L);

    broker.writeServerState(SERVER, List.of(), Duration.ofSeconds(10));
    assertThat(raw.exists(WORKERS_KEY)).isZero();
    broker.clearServerState(SERVER);
    assertThat(everything()).isEmpty();
  }

  @Test
  void workersChange_onlyTheChangeIsSent() {
    broker.writeServerState(SERVER, List.of(worker("a"), worker("b")), Duration.ofSeconds(10));
    // As if a reader had a mark there: what is not sent anew stays.
    raw.hset(WORKERS_KEY, "b", bytes("mark"));

    broker.writeServerState(SERVER, List.of(worker("b"), worker("c")), Duration.ofSeconds(10));

    assertThat(raw.hgetall(WORKERS_KEY)).containsOnlyKeys("b", "c");
    assertThat(raw.hget(WORKERS_KEY, "b")).isEqualTo(bytes("mark"));
    assertThat(raw.hget(WORKERS_KEY, "c")).isEqualTo(worker("c").encode());
    broker.clearServerState(SERVER);
  }

  @Test
  void workersAreGone_allAreSentAgain() {
    broker.writeServerState(SERVER, List.of(worker("a"), worker("b")), Duration.ofSeconds(10));
    raw.del(WORKERS_KEY);

    broker.writeServerState(SERVER, List.of(worker("a"), worker("b")), Duration.ofSeconds(10));

    assertThat(raw.hgetall(WORKERS_KEY)).containsOnlyKeys("a", "b");
    broker.clearServerState(SERVER);
  }

  @Test
  void cancel_reachesEveryListener() throws Exception {
    var first = new CompletableFuture<String>();
    var second = new CompletableFuture<String>();
    try (var one = broker.onCancel(first::complete);
        var two = broker.onCancel(second::complete)) {
      broker.publishCancel("a");
      assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("a");
      assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("a");
    }
  }

  @Test
  void clock_isThatOfRedis() {
    assertThat(broker.now().getEpochSecond()).isCloseTo(second(), within(1L));
  }
}
