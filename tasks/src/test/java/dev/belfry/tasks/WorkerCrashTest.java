package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.maxRetry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A worker process is killed while it runs tasks. */
class WorkerCrashTest extends OnRedis {
  private static final int TASKS = 60;
  private static final int HELD = 40;
  private static final Duration START_LIMIT = Duration.ofSeconds(20);

  private final List<String> runs = new CopyOnWriteArrayList<>();

  @Test
  void process_killed_allItsTasksRunElsewhereAndNoAttemptIsBurned() throws Exception {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < TASKS; i++) {
      ids.add(client().enqueue(Task.of("t"), maxRetry(0)).id());
    }
    Process worker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CrashingWorker.class.getName(),
                redis.uri(),
                String.valueOf(HELD))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      await().atMost(START_LIMIT).until(() -> raw().llen("asynq:{default}:active") == HELD);
    } finally {
      worker.destroyForcibly().waitFor();
    }
    // As if the leases had lasted their 30 s.
    for (String id : raw().zrange("asynq:{default}:lease", 0, -1)) {
      raw().zadd("asynq:{default}:lease", 1, id);
    }

    start(
        server(
                (task, context) -> {
                  assertThat(context.retried()).isZero();
                  runs.add(context.taskId());
                  return Outcome.done();
                })
            .build());

    await().until(() -> Set.copyOf(runs).equals(ids));
    await().until(() -> String.valueOf(TASKS).equals(raw().get("asynq:{default}:processed")));
    assertThat(runs).hasSize(TASKS);
    assertThat(raw().keys("asynq:{default}:t:*")).isEmpty();
  }
}
