package dev.belfry.interop.peer;

import dev.belfry.embedded.EmbeddedRedis;
import java.util.Map;

/** The real asynqmon. */
public final class GoMonitor implements AutoCloseable {
  private final GoProcess process;
  private final String uri;

  private GoMonitor(EmbeddedRedis redis, Map<String, String> setup) {
    process = new GoProcess(redis, "monitor", setup);
    uri = process.read(Place.class).uri;
  }

  /** One that answers by itself. */
  public static GoMonitor of(EmbeddedRedis redis) {
    return new GoMonitor(redis, Map.of());
  }

  /** One that asks Prometheus at that address for its metrics. */
  public static GoMonitor withPrometheus(EmbeddedRedis redis, String uri) {
    return new GoMonitor(redis, Map.of("prometheus", uri));
  }

  /** One that has its pages only: somebody else answers what they ask. */
  public static GoMonitor pagesOf(EmbeddedRedis redis, String api) {
    // Its pages show the metrics only if they are told of a Prometheus.
    return new GoMonitor(redis, Map.of("api", api, "prometheus", api));
  }

  /** Where it is, without a slash at the end. */
  public String uri() {
    return uri;
  }

  @Override
  public void close() {
    process.close();
  }

  private record Place(String uri) {}
}
