package dev.belfry.interop.peer;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.interop.peer.GoClient.Order;
import java.util.List;
import java.util.Map;

/** A scheduler of asynq with one entry, which beats every second. */
public final class GoScheduler implements AutoCloseable {
  private final GoProcess process;

  /** Returns when the scheduler runs. */
  public GoScheduler(EmbeddedRedis redis, String spec, Order order) {
    process =
        new GoProcess(redis, "schedule", List.of(Map.of("spec", spec, "order", order.fields)));
    process.read(Map.class);
  }

  /** Ends the scheduler as {@code kill -9} does. */
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }
}
