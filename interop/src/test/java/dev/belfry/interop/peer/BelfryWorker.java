package dev.belfry.interop.peer;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.service.ServiceGroup;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.RetryDelay;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A Belfry server of {@code q1} in a process of its own, which can be killed, or stopped by a
 * signal. Like {@link GoServer} it obeys what payloads ask of it, retries after 1 s, and merges
 * groups that got nothing for a second. A payload {@code {"hang":true}} waits for {@link
 * #letFinish}.
 */
public final class BelfryWorker implements AutoCloseable {
  private static final String RUNS = "runs ";
  private static final String MERGED = "merged";
  private static final int SLOTS = 10;
  private static final int SECONDS_TO_RUN = 30;

  private final Process process;
  private final LinkedBlockingQueue<String> payloads = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<String> unseen = new LinkedBlockingQueue<>();

  /** Starts the process; it serves a moment later. */
  public BelfryWorker(EmbeddedRedis redis) {
    try {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-Xmx128m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  BelfryWorker.class.getName(),
                  redis.uri())
              .redirectError(Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("belfry-worker-output").start(this::collect);
  }

  private void collect() {
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(RUNS)) {
          String[] run = line.substring(RUNS.length()).split(" ", 2);
          payloads.add(run[1]);
          unseen.add(run[0]);
        }
      }
    } catch (IOException e) {
      // It was killed.
    }
  }

  /** What payloads may ask for. */
  private record Wish(int fail, long sleepMs, boolean hold) {}

  /** The process: takes the address of Redis. Ends with its parent, because its input does. */
  public static void main(String[] args) {
    var finish = new CountDownLatch(1);
    Thread.ofPlatform().daemon().start(() -> readInput(finish));
    var server =
        TaskServer.builder(RedisTarget.parse(args[0]))
            .queues(Map.of("q1", 1))
            .concurrency(SLOTS)
            .retryDelay(RetryDelay.fixed(Duration.ofSeconds(1)))
            .groupGracePeriod(Duration.ofSeconds(1))
            .aggregator((group, tasks) -> merge(tasks))
            .handler((task, context) -> {
              String payload = new String(task.payload(), StandardCharsets.UTF_8);
              System.out.println(RUNS + context.taskId() + ' ' + payload);
              if (payload.startsWith("{") && !task.type().equals(MERGED)) {
                obey(task.payload(Wish.class), context.retried(), finish);
              }
              return Outcome.done();
            })
            .build();
    ServiceGroup.of(server).run();
  }

  private static Task merge(List<Task> tasks) {
    var payloads =
        tasks.stream()
            .map(task -> new String(task.payload(), StandardCharsets.UTF_8))
            .collect(Collectors.joining(","));
    return Task.of(MERGED, payloads.getBytes(StandardCharsets.UTF_8));
  }

  private static void obey(Wish wish, int retried, CountDownLatch finish)
      throws InterruptedException {
    if (retried < wish.fail) {
      throw new IllegalStateException("failing on request, attempt " + retried);
    }
    if (wish.hold) {
      finish.await();
    } else {
      finish.await(wish.sleepMs, TimeUnit.MILLISECONDS);
    }
  }

  /** One line lets handlers finish; the end of input ends the process. */
  private static void readInput(CountDownLatch finish) {
    try (var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      while (input.readLine() != null) {
        finish.countDown();
      }
    } catch (IOException e) {
      // The parent is gone.
    }
    Runtime.getRuntime().halt(1);
  }

  /** Waits until one more task runs; returns its id. */
  public String awaitRun() throws InterruptedException {
    String id = unseen.poll(SECONDS_TO_RUN, TimeUnit.SECONDS);
    if (id == null) {
      throw new IllegalStateException("no task runs; the process's error output may say why");
    }
    return id;
  }

  /** The payloads of all tasks that it began to run so far. */
  public List<String> payloads() {
    return List.copyOf(payloads);
  }

  /** Lets handlers that hold finish, those to come too. */
  public void letFinish() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a signal, such as {@code TSTP}. */
  public void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start().waitFor();
  }

  /** Ends the process as {@code kill -9} does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
