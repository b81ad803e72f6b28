package dev.belfry.console.internal.v1;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.console.internal.live.History.Quantity;
import dev.belfry.console.internal.web.Json;
import dev.belfry.console.internal.web.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks a Prometheus that collects the meters of queues. Thread-safe. */
public final class Prometheus {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** As many as a chart has pixels, about. */
  private static final int POINTS = 400;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final String address;

  public Prometheus(String address) {
    this.address = address.replaceFirst("/+$", "");
  }

  MetricsApi.Metrics query(
      List<Quantity> quantities, List<String> queues, Instant end, Duration length)
      throws InterruptedException {
    long step = Math.max(10, length.toSeconds() / POINTS);
    long last = end.getEpochSecond() / step * step;
    long first = last - length.toSeconds() / step * step;
    int count = (int) ((last - first) / step) + 1;
    List<MetricsApi.Metric> metrics = new ArrayList<>();
    for (Quantity quantity : quantities) {
      JsonNode found = range(query(quantity, queues), first, last, step);
      metrics.add(
          new MetricsApi.Metric(
              Json.camel(quantity.name()), series(found, queues, first, step, count)));
    }
    return new MetricsApi.Metrics(
        "prometheus", Instant.ofEpochSecond(first), step * 1000, metrics, null);
  }

  /** What Prometheus says to a query over a time, all in seconds. */
  public JsonNode range(String query, long first, long last, long step)
      throws InterruptedException {
    String range = "&start=" + first + "&end=" + last + "&step=" + step;
    return ask("/api/v1/query_range?query=" + URLEncoder.encode(query, UTF_8) + range);
  }

  /** What Prometheus says to a question of its API. */
  public JsonNode ask(String question) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + question)).timeout(TIMEOUT).build();
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw Problem.of(503, "Prometheus answered with the status " + response.statusCode());
      }
      return Json.tree(response.body());
    } catch (IOException e) {
      throw Problem.of(503, "Prometheus at " + address + " does not answer: " + e);
    }
  }

  private static List<MetricsApi.Series> series(
      JsonNode found, List<String> queues, long first, long step, int count) {
    List<MetricsApi.Series> series = new ArrayList<>();
    for (JsonNode result : found.at("/data/result")) {
      @Nullable Double[] values = new Double[count];
      for (JsonNode point : result.get("values")) {
        long index = (point.get(0).asLong() - first) / step;
        double value = Double.parseDouble(point.get(1).asString().replace("Inf", "Infinity"));
        if (index >= 0 && index < count && Double.isFinite(value)) {
          values[(int) index] = value;
        }
      }
      series.add(
          new MetricsApi.Series(
              queues.isEmpty() ? null : result.at("/metric/queue").asString(""),
              Arrays.asList(values)));
    }
    return series;
  }

  /** In the names of asynq's exporter, which Belfry's meters have too. */
  static String query(Quantity quantity, List<String> queues) {
    String chosen = selector(queues, "");
    String value =
        switch (quantity) {
          case SIZE -> "asynq_queue_size" + chosen;
          case LATENCY_SECONDS -> "asynq_queue_latency_seconds" + chosen;
          case MEMORY_BYTES -> "asynq_queue_memory_usage_approx_bytes" + chosen;
          case PROCESSED_PER_SECOND -> "rate(asynq_tasks_processed_total" + chosen + "[5m])";
          case FAILED_PER_SECOND -> "rate(asynq_tasks_failed_total" + chosen + "[5m])";
          case ERROR_RATE ->
              "rate(asynq_tasks_failed_total"
                  + chosen
                  + "[5m]) / rate(asynq_tasks_processed_total"
                  + chosen
                  + "[5m])";
          case PENDING -> state("pending", queues);
          case RETRY -> state("retry", queues);
          case ARCHIVED -> state("archived", queues);
          case SCHEDULED -> state("scheduled", queues);
          case ACTIVE -> state("active", queues);
        };
    String how =
        quantity == Quantity.LATENCY_SECONDS || quantity == Quantity.ERROR_RATE ? "max" : "sum";
    return how + (queues.isEmpty() ? "" : " by (queue)") + " (" + value + ")";
  }

  private static String state(String state, List<String> queues) {
    return "asynq_tasks_enqueued_total" + selector(queues, state);
  }

  /**
   * Which series are meant; no queues and no state mean all. Names are quoted twice: as regular
   * expressions, and as strings.
   */
  public static String selector(List<String> queues, String state) {
    List<String> labels = new ArrayList<>();
    if (!queues.isEmpty()) {
      String regex =
          queues.stream()
              .map(queue -> queue.replaceAll("([\\\\.^$|?*+()\\[\\]{}-])", "\\\\$1"))
              .collect(Collectors.joining("|"));
      labels.add("queue=~\"" + regex.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
    }
    if (!state.isEmpty()) {
      labels.add("state=\"" + state + "\"");
    }
    return labels.isEmpty() ? "" : "{" + String.join(",", labels) + "}";
  }
}
