package dev.belfry.bench;

import static dev.belfry.tasks.TaskOption.maxRetry;
import static dev.belfry.tasks.TaskOption.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker as a process of its own, which is what others use. */
class WorkerTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final EmbeddedRedis redis = EmbeddedRedis.create();
  private final List<Process> processes = new ArrayList<>();
  private TaskClient client;

  @BeforeEach
  void startRedis() {
    redis.start();
    client = TaskClient.connect(RedisTarget.parse(redis.uri()));
  }

  @AfterEach
  void stopAll() throws Exception {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
    client.close();
    redis.close();
  }

  @Test
  void tasksOfAnyType_areWrittenDownAndTheWorkerEndsWithSigterm() throws Exception {
    String first = client.enqueue(Task.of("email:send"), queue("a")).id();
    String second = client.enqueue(Task.of("report"), queue("b")).id();

    Process worker = worker("--queues", "a=6,b", "--prefetch", "2");
    await().atMost(LIMIT).until(() -> lines().size() == 2);
    worker.destroy();

    assertThat(worker.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(worker.exitValue()).isZero();
    assertThat(lines())
        .allMatch(line -> line.matches("\\S+ 1 \\d{13} \\d{13} done"))
        .extracting(WorkerTest::taskId)
        .containsExactlyInAnyOrder(first, second);
  }

  @Test
  void failures_areRetriedAndCountedFromOne() throws Exception {
    String id = client.enqueue(Task.of("t"), maxRetry(2)).id();

    worker("--fail", "1", "--retry-delay", "10ms", "--seed", "7");

    await().atMost(LIMIT).until(() -> lines().size() == 3);
    assertThat(lines())
        .extracting(line -> line.replaceFirst(" \\d{13} \\d{13} ", " "))
        .containsExactly(id + " 1 failed", id + " 2 failed", id + " 3 failed");
  }

  /** Redis goes away while the tasks run, so none of them can have been acknowledged. */
  @Test
  void workerKilledBeforeItCouldAcknowledge_hasWrittenItsRuns() throws Exception {
    Process worker = worker("--sleep", "500ms", "--concurrency", "5");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(client.enqueue(Task.of("t")).id());
    }
    try (var inspector = RawRedis.connect(redis)) {
      await().atMost(LIMIT).until(() -> inspector.commands().llen("asynq:{default}:active") == 5);
    }
    redis.kill();

    await().atMost(LIMIT).until(() -> lines().size() == 5);
    worker.destroyForcibly().waitFor();

    assertThat(lines()).extracting(WorkerTest::taskId).containsExactlyInAnyOrderElementsOf(ids);
  }

  private Process worker(String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.belfry.cli.Belfry",
                "bench",
                "worker",
                "--redis",
                redis.uri(),
                "--log",
                log().toString()));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).inheritIO().start();
    processes.add(process);
    return process;
  }

  private static String taskId(String line) {
    return line.substring(0, line.indexOf(' '));
  }

  private Path log() {
    return folder.resolve("runs.log");
  }

  private List<String> lines() throws IOException {
    return Files.exists(log()) ? Files.readAllLines(log()) : List.of();
  }
}
