package dev.belfry.interop.peer;

import dev.belfry.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A client of asynq. For one thread. */
public final class GoClient implements AutoCloseable {
  private final GoProcess process;

  public GoClient(EmbeddedRedis redis) {
    process = new GoProcess(redis, "enqueue");
  }

  /** Enqueues a task, which may be refused. */
  public Receipt offer(Order order) {
    return process.ask(order.fields, Receipt.class);
  }

  /** Enqueues a task and tells its id. */
  public String enqueue(Order order) {
    Receipt receipt = offer(order);
    if (!receipt.error().isEmpty()) {
      throw new IllegalStateException(order.fields + ": " + receipt.error());
    }
    return receipt.id();
  }

  @Override
  public void close() {
    process.close();
  }

  /** What became of an order; error is empty, {@code duplicate}, {@code id conflict} or a text. */
  public record Receipt(String id, String state, String error) {}

  /** A task to enqueue. Immutable. */
  public static final class Order {
    final Map<String, Object> fields;

    private Order(Map<String, Object> fields) {
      this.fields = fields;
    }

    public static Order of(String type, String payload) {
      return new Order(Map.of("type", type, "payload", payload));
    }

    public Order header(String key, String value) {
      return with("headers", Map.of(key, value));
    }

    public Order queue(String name) {
      return with("queue", name);
    }

    public Order taskId(String id) {
      return with("taskId", id);
    }

    public Order group(String name) {
      return with("group", name);
    }

    public Order maxRetry(int retries) {
      return with("maxRetry", retries);
    }

    public Order timeout(Duration timeout) {
      return with("timeoutMs", timeout.toMillis());
    }

    public Order processIn(Duration delay) {
      return with("processInMs", delay.toMillis());
    }

    public Order unique(Duration time) {
      return with("uniqueMs", time.toMillis());
    }

    public Order retention(Duration time) {
      return with("retentionMs", time.toMillis());
    }

    private Order with(String option, Object value) {
      var more = new HashMap<>(fields);
      more.put(option, value);
      return new Order(more);
    }
  }
}
