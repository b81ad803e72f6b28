package dev.belfry.tasks;

import java.time.Instant;
import java.util.Map;

/** A context for handlers that do not look at it. */
record StubContext(String taskId) implements TaskContext {

  @Override
  public String queue() {
    return "default";
  }

  @Override
  public int retried() {
    return 0;
  }

  @Override
  public int maxRetry() {
    return 25;
  }

  @Override
  public Instant deadline() {
    return Instant.MAX;
  }

  @Override
  public TaskInfo info() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String server() {
    return "host:1:test";
  }

  @Override
  public <T> T attribute(Class<T> type) {
    throw new IllegalArgumentException(type.getName());
  }

  @Override
  public Map<String, String> headers() {
    return Map.of();
  }

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public void writeResult(byte[] result) {}
}
