package dev.belfry.tasks;

import static dev.belfry.tasks.GoStore.bytes;
import static dev.belfry.tasks.GoStore.keys;
import static dev.belfry.tasks.GoStore.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.tasks.internal.wire.Keys;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Whatever bytes a record holds, they neither block the queue nor end the server. */
class UnreadableTasksTest {
  private static final String Q = "q1";
  private static final Keys KEYS = keys(Q);
  private static final int TASKS = 400;

  @Test
  void anyBytes_eachTaskRunsOrIsKeptSomewhereElse() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed of UnreadableTasksTest: " + seed);
    Random random = new Random(seed);
    Set<String> runs = ConcurrentHashMap.newKeySet();
    try (GoStore store = GoStore.start()) {
      for (int i = 0; i < TASKS; i++) {
        String id = "task-" + i;
        store.pending(Q, id);
        store.raw().hset(KEYS.task(id), "msg", anything(id, random));
      }
      TaskServer server =
          TaskServer.builder(store.target())
              .queues(Map.of(Q, 1))
              .prefetch(random.nextInt(20))
              .handler((task, context) -> {
                runs.add(context.taskId());
                return Outcome.done();
              })
              .build();
      server.start();
      try {
        await()
            .atMost(Duration.ofSeconds(20))
            .until(
                () -> store.list(KEYS.pending()).isEmpty() && store.list(KEYS.active()).isEmpty());
        store.pending(Q, "good");
        await().until(() -> runs.contains("good"));
        assertThat(server.health()).isInstanceOf(Health.Up.class);
      } finally {
        server.stop(Deadline.in(Duration.ofSeconds(2)));
      }
      for (int i = 0; i < TASKS; i++) {
        String id = "task-" + i;
        assertThat(runs.contains(id) || store.raw().exists(KEYS.task(id)) == 1)
            .as("%s ran or is kept, seed %d", id, seed)
            .isTrue();
        assertThat(store.field(Q, id, "state")).isNotEqualTo("active").isNotEqualTo("pending");
      }
      assertThat(store.zset(KEYS.lease())).isEmpty();
    }
  }

  /** Noise, or a message in which some bytes are changed, missing or too many. */
  private static byte[] anything(String id, Random random) {
    if (random.nextInt(4) == 0) {
      byte[] noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      return noise;
    }
    byte[] bytes = message(Q, id).build().encode();
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> Arrays.copyOf(bytes, bytes.length + random.nextInt(20));
      default -> bytes;
    };
  }

  @Test
  void recordOfAnotherType_isDropped() throws Exception {
    try (GoStore store = GoStore.start()) {
      store.raw().lpush(KEYS.pending(), bytes("a"));
      store.raw().set(KEYS.task("a"), bytes("no hash"));
      TaskServer server =
          TaskServer.builder(store.target())
              .queues(Map.of(Q, 1))
              .handler((task, context) -> Outcome.done())
              .build();
      server.start();
      await().until(() -> store.list(KEYS.pending()).isEmpty());
      server.stop(Deadline.in(Duration.ofSeconds(2)));
      assertThat(store.raw().exists(KEYS.task("a"))).isZero();
    }
  }
}
