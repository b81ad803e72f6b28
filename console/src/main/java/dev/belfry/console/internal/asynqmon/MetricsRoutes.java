package dev.belfry.console.internal.asynqmon;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.v1.Prometheus;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Router;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Prometheus knows of queues, as asynqmon serves it: its answers as they come. */
public final class MetricsRoutes implements Api {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** More than a year is a mistake. */
  private static final long LONGEST = Duration.ofDays(366).toSeconds();

  /** 9999-12-31, the last day that Prometheus and people can write. */
  private static final long LAST_SECOND = 253_402_300_799L;

  /** A longer time has that many points. */
  private static final int POINTS = 3_000;

  private final Optional<Prometheus> prometheus;

  public MetricsRoutes(Optional<Prometheus> prometheus) {
    this.prometheus = prometheus;
  }

  @Override
  public void mount(Router router) {
    router.get("/api/metrics", Role.VIEWER, Replies.plainly(this::metrics));
  }

  private void metrics(Call call) throws Exception {
    Prometheus asked =
        prometheus.orElseThrow(() ->
            Problem.of(501, "the console knows of no Prometheus: set Prometheus to its address"));
    Duration length = Duration.ofSeconds(call.number("duration", HOUR.toSeconds(), 1, LONGEST));
    long end = call.number("endtime", Instant.now().getEpochSecond(), 0, LAST_SECOND);
    List<String> queues =
        call.text("queues").map(names -> List.of(names.split(",", -1))).orElse(List.of());
    String all = Prometheus.selector(queues, "");
    String processed = "rate(asynq_tasks_processed_total" + all + "[5m])";
    String failed = "rate(asynq_tasks_failed_total" + all + "[5m])";
    Map<String, String> queries = new LinkedHashMap<>();
    queries.put("queue_size", "asynq_queue_size" + all);
    queries.put("queue_latency_seconds", "asynq_queue_latency_seconds" + all);
    queries.put("queue_memory_usage_approx_bytes", "asynq_queue_memory_usage_approx_bytes" + all);
    queries.put("tasks_processed_per_second", processed);
    queries.put("tasks_failed_per_second", failed);
    queries.put("error_rate", failed + " / " + processed);
    for (String state : List.of("pending", "retry", "archived")) {
      queries.put(
          state + "_tasks_by_queue",
          "asynq_tasks_enqueued_total" + Prometheus.selector(queues, state));
    }
    Map<String, Object> answers = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : queries.entrySet()) {
      answers.put(
          each.getKey(), asked.range(each.getValue(), end - length.toSeconds(), end, step(length)));
    }
    call.json(answers);
  }

  /** Seconds between two points: the longer the time, the more. */
  static long step(Duration length) {
    if (length.compareTo(HOUR.multipliedBy(6)) <= 0) {
      return 10;
    }
    if (length.compareTo(DAY) <= 0) {
      return 60;
    }
    if (length.compareTo(DAY.multipliedBy(8)) <= 0) {
      return 180;
    }
    return length.compareTo(DAY.multipliedBy(30)) <= 0 ? 600 : length.toSeconds() / POINTS;
  }
}
