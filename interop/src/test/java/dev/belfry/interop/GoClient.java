package dev.belfry.interop;

import dev.belfry.embedded.EmbeddedRedis;
import java.util.Map;

/** A client of asynq. */
final class GoClient implements AutoCloseable {
  private final GoProcess process;

  GoClient(EmbeddedRedis redis) {
    process = new GoProcess("enqueue", redis);
  }

  Receipt enqueue(Order order) {
    return process.ask(order, Receipt.class);
  }

  @Override
  public void close() {
    process.close();
  }

  /** What became of an order; error is empty, {@code duplicate}, {@code id conflict} or a text. */
  record Receipt(String id, String state, String error) {}

  /** A task to enqueue; zero and empty mean that an option is not set. */
  record Order(
      String type,
      String payload,
      Map<String, String> headers,
      String queue,
      String taskId,
      long processInMs,
      long uniqueMs,
      long retentionMs) {

    static Order of(String type, String payload) {
      return new Order(type, payload, Map.of(), "", "", 0, 0, 0);
    }

    Order header(String key, String value) {
      return new Order(
          type, payload, Map.of(key, value), queue, taskId, processInMs, uniqueMs, retentionMs);
    }

    Order queue(String name) {
      return new Order(type, payload, headers, name, taskId, processInMs, uniqueMs, retentionMs);
    }

    Order taskId(String id) {
      return new Order(type, payload, headers, queue, id, processInMs, uniqueMs, retentionMs);
    }

    Order processIn(long millis) {
      return new Order(type, payload, headers, queue, taskId, millis, uniqueMs, retentionMs);
    }

    Order unique(long millis) {
      return new Order(type, payload, headers, queue, taskId, processInMs, millis, retentionMs);
    }

    Order retention(long millis) {
      return new Order(type, payload, headers, queue, taskId, processInMs, uniqueMs, millis);
    }
  }
}
