package dev.belfry.interop;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.service.codec.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server of asynq with the queues {@code default} and {@code critical}. It retries after one
 * second. A payload {@code {"fail":2}} fails its first two attempts.
 */
final class GoServer implements AutoCloseable {
  private final GoProcess process;
  private final List<Attempt> attempts = new CopyOnWriteArrayList<>();

  /** Returns when the server runs. */
  GoServer(EmbeddedRedis redis) {
    process = new GoProcess("serve", redis);
    process.read(Map.class);
    Thread.ofVirtual().name("go-server-output").start(this::collect);
  }

  private void collect() {
    for (String line = process.readLine(); line != null; line = process.readLine()) {
      attempts.add(JsonCodec.create().decode(line.getBytes(StandardCharsets.UTF_8), Attempt.class));
    }
  }

  /** All attempts so far, oldest first. */
  List<Attempt> attempts() {
    return attempts;
  }

  @Override
  public void close() {
    process.close();
  }

  /** One run of a task, as the Go handler saw it; headers are null if there are none. */
  record Attempt(
      String id,
      String type,
      String payload,
      Map<String, String> headers,
      String queue,
      int retried,
      int maxRetry,
      long atMs) {}
}
