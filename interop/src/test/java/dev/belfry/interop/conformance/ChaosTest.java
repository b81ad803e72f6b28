package dev.belfry.interop.conformance;

import static dev.belfry.tasks.TaskOption.group;
import static dev.belfry.tasks.TaskOption.header;
import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.taskId;
import static dev.belfry.tasks.TaskOption.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.interop.peer.BelfryWorker;
import dev.belfry.interop.peer.GoClient;
import dev.belfry.interop.peer.GoClient.Order;
import dev.belfry.interop.peer.GoProgram;
import dev.belfry.interop.peer.GoServer;
import dev.belfry.interop.store.GoQueue;
import dev.belfry.interop.store.Store;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskInspector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Beyond the cases: two servers of each side, with all their forwarders, recoverers and janitors,
 * share one queue, and one after the other is killed and replaced.
 */
@Execution(ExecutionMode.CONCURRENT)
class ChaosTest {
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final int ROUNDS = 6;
  private static final int TASKS_PER_ROUND = 100;

  private final EmbeddedRedis redis = EmbeddedRedis.create();
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final Set<String> enqueued = new HashSet<>();
  private final List<GoServer> goServers = new ArrayList<>();
  private final List<BelfryWorker> belfryServers = new ArrayList<>();
  private Store store;
  private GoQueue q1;
  private GoClient goClient;
  private TaskClient belfryClient;

  @BeforeEach
  void startFleet() {
    GoProgram.path();
    System.out.println("seed of the chaos: " + seed);
    redis.start();
    store = new Store(redis);
    q1 = store.queue("q1");
    goClient = new GoClient(redis);
    belfryClient = TaskClient.connect(RedisTarget.parse(redis.uri()));
    for (int i = 0; i < 2; i++) {
      startGo();
      startBelfry();
    }
  }

  @AfterEach
  void stopFleet() throws Exception {
    goServers.forEach(GoServer::kill);
    for (BelfryWorker server : belfryServers) {
      server.kill();
    }
    goClient.close();
    belfryClient.close();
    store.close();
    redis.close();
  }

  private void startGo() {
    goServers.add(new GoServer(redis, GoServer.Setup.of(Map.of("q1", 1)).aggregate("merge")));
  }

  private void startBelfry() {
    belfryServers.add(new BelfryWorker(redis));
  }

  @Test
  void serversOfBothSidesAreKilledAtRandom_everyTaskRunsAndTheStoreIsHealthy() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < TASKS_PER_ROUND; i++) {
        enqueue("task-" + round + '-' + i);
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .pollDelay(Duration.ZERO)
          .until(() -> !q1.list("active").isEmpty());
      killOne();
    }

    // Those whose worker was killed come back when its lease, and the time asynq adds, are over.
    patiently().until(() -> q1.records().isEmpty() || onlyStagedOnesAreLeft());
    // As if the two minutes were over that asynq gives whoever has a set.
    long past = store.second() - 1;
    q1.zset("aggregation_sets").keySet().forEach(set -> q1.zadd("aggregation_sets", past, set));
    patiently().until(() -> q1.records().isEmpty());
    assertThat(ran()).as("seed %d", seed).containsAll(enqueued);
    assertThat(store.keys())
        .as("seed %d", seed)
        .noneMatch(key -> key.contains(":unique:"))
        .doesNotContain(
            q1.key("active"), q1.key("lease"), q1.key("archived"), q1.key("aggregation_sets"));
    try (var inspector = TaskInspector.connect(RedisTarget.parse(redis.uri()))) {
      var report = inspector.doctor().examine();
      assertThat(report.findings()).as("seed %d: %s", seed, report).isEmpty();
    }
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofSeconds(1));
  }

  private boolean onlyStagedOnesAreLeft() {
    return store.keys().contains(q1.key("aggregation_sets"))
        && Stream.of("pending", "active", "scheduled", "retry", "groups")
            .map(q1::key)
            .noneMatch(store.keys()::contains);
  }

  /** Of either client; at once, later, with a lock or in a group; succeeds or fails once. */
  private void enqueue(String id) {
    String payload =
        "{\"fail\":%d,\"sleepMs\":%d,\"id\":\"%s\"}"
            .formatted(random.nextInt(4) / 3, 50 + random.nextInt(250), id);
    int kind = random.nextInt(8);
    switch (kind) {
      case 0 -> goClient.enqueue(go(payload, id));
      case 1 -> goClient.enqueue(go(payload, id).processIn(Duration.ofSeconds(2)));
      case 2 -> goClient.enqueue(go(payload, id).unique(Duration.ofHours(1)));
      case 3 -> goClient.enqueue(go(payload, id).group("g" + random.nextInt(3)));
      default -> {
        var task = Task.of("T", payload.getBytes(UTF_8)).with(queue("q1"), taskId(id));
        switch (kind) {
          case 4 -> belfryClient.enqueue(task, header("n", id));
          case 5 -> belfryClient.enqueue(task, group("g" + random.nextInt(3)));
          case 6 -> belfryClient.enqueue(task, processIn(Duration.ofMillis(1500)));
          default -> belfryClient.enqueue(task, unique(Duration.ofHours(1)));
        }
      }
    }
    enqueued.add(id);
  }

  private static Order go(String payload, String id) {
    return Order.of("T", payload).queue("q1").taskId(id);
  }

  /** Kills the older server of one side, and starts another one. */
  private void killOne() throws InterruptedException {
    if (random.nextBoolean()) {
      goServers.get(goServers.size() - 2).kill();
      startGo();
    } else {
      belfryServers.get(belfryServers.size() - 2).kill();
      startBelfry();
    }
  }

  /** The ids in the payloads of all tasks that ran, merged ones too. */
  private Set<String> ran() {
    var payloads = new StringBuilder();
    goServers.forEach(
        server -> server.attempts().forEach(attempt -> payloads.append(attempt.payload())));
    belfryServers.forEach(server -> server.payloads().forEach(payloads::append));
    return ID.matcher(payloads).results().map(id -> id.group(1)).collect(Collectors.toSet());
  }
}
