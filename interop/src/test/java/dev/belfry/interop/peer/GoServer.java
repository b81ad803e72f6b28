package dev.belfry.interop.peer;

import dev.belfry.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A server of asynq. A payload {@code {"fail":2}} fails its first two attempts, {@code
 * {"sleepMs":9}} takes its time, {@code {"hang":true}} goes on until the attempt is cancelled.
 */
public final class GoServer implements AutoCloseable {
  private final GoProcess process;
  private final LinkedBlockingQueue<Attempt> attempts = new LinkedBlockingQueue<>();

  /** A server of {@code default} and {@code critical} with ten slots that retries after 1 s. */
  public GoServer(EmbeddedRedis redis) {
    this(redis, Setup.of(Map.of("default", 2, "critical", 3)));
  }

  /** Returns when the server runs. */
  public GoServer(EmbeddedRedis redis, Setup setup) {
    process = new GoProcess(redis, "serve", setup);
    process.read(Map.class);
    Thread.ofVirtual().name("go-server-output").start(this::collect);
  }

  private void collect() {
    for (String line = process.readLine(); line != null; line = process.readLine()) {
      attempts.add(GoProcess.decode(line, Attempt.class));
    }
  }

  /** All attempts so far, oldest first. */
  public List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  /** How many attempts there were so far. */
  public int attempted() {
    return attempts.size();
  }

  /** Ends the server as {@code kill -9} does. */
  public void kill() {
    process.kill();
  }

  /** Waits until the server has ended by itself. */
  public void awaitEnd() throws InterruptedException {
    process.awaitEnd();
  }

  @Override
  public void close() {
    process.close();
  }

  /**
   * How a server is configured.
   *
   * @param aggregate empty: it leaves groups alone; {@code merge}: it makes one task of type {@code
   *     merged} of a group that got nothing for a second; {@code die}: it kills itself when it
   *     holds the tasks of a group
   */
  public record Setup(
      int concurrency, Map<String, Integer> queues, long retryMs, String aggregate) {

    public static Setup of(Map<String, Integer> queues) {
      return new Setup(10, queues, 1000, "");
    }

    public Setup concurrency(int slots) {
      return new Setup(slots, queues, retryMs, aggregate);
    }

    public Setup retryAfter(Duration delay) {
      return new Setup(concurrency, queues, delay.toMillis(), aggregate);
    }

    public Setup aggregate(String what) {
      return new Setup(concurrency, queues, retryMs, what);
    }
  }

  /** One run of a task, as the Go handler saw it; headers are null if there are none. */
  public record Attempt(
      String id,
      String type,
      String payload,
      @Nullable Map<String, String> headers,
      String queue,
      int retried,
      int maxRetry,
      long atMs) {}
}
