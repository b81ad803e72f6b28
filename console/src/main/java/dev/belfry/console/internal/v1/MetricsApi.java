package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.live.History;
import dev.belfry.console.internal.live.History.Quantity;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Json;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Router;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Quantities over time: what the console remembers, or what Prometheus does. */
public final class MetricsApi implements Api {
  private static final long HOUR_MILLIS = 3_600_000;

  private final History history;
  private final Optional<Prometheus> prometheus;

  public MetricsApi(History history, Optional<Prometheus> prometheus) {
    this.history = history;
    this.prometheus = prometheus;
  }

  record Series(@Nullable String queue, List<@Nullable Double> values) {}

  record Metric(String metric, List<Series> series) {}

  record Metrics(
      String source, Instant start, long stepMs, List<Metric> metrics, @Nullable Long keptMs) {}

  @Override
  public void mount(Router router) {
    router.get("/api/v1/metrics", Role.VIEWER, this::metrics);
  }

  private void metrics(Call call) throws Exception {
    List<Quantity> wanted = call.texts("metric").stream().map(MetricsApi::quantity).toList();
    List<Quantity> quantities = wanted.isEmpty() ? List.of(Quantity.values()) : wanted;
    List<String> queues = call.texts("queue");
    Duration length =
        Duration.ofMillis(call.number("durationMs", HOUR_MILLIS, 60_000, 366 * 24 * HOUR_MILLIS));
    Instant end = call.time("end").orElseGet(Instant::now);
    call.json(
        prometheus.isPresent()
            ? prometheus.get().query(quantities, queues, end, length)
            : remembered(quantities, queues, end, length));
  }

  private static Quantity quantity(String word) {
    return Stream.of(Quantity.values())
        .filter(each -> Json.camel(each.name()).equals(word))
        .findFirst()
        .orElseThrow(() -> Problem.field("metric", "there is no metric '" + word + "'"));
  }

  private Metrics remembered(
      List<Quantity> quantities, List<String> queues, Instant end, Duration length) {
    Duration shown = length.compareTo(History.kept()) > 0 ? History.kept() : length;
    long step = History.STEP.toSeconds();
    int count = (int) (shown.toSeconds() / step) + 1;
    Instant start = Instant.ofEpochSecond((end.getEpochSecond() / step - count + 1) * step);
    List<Metric> metrics =
        quantities.stream()
            .map(quantity ->
                new Metric(Json.camel(quantity.name()), series(quantity, queues, start, count)))
            .toList();
    return new Metrics(
        "memory", start, History.STEP.toMillis(), metrics, History.kept().toMillis());
  }

  private List<Series> series(Quantity quantity, List<String> queues, Instant start, int count) {
    return queues.isEmpty()
        ? List.of(new Series(null, history.values("", quantity, start, count)))
        : queues.stream()
            .map(queue -> new Series(queue, history.values(queue, quantity, start, count)))
            .toList();
  }
}
