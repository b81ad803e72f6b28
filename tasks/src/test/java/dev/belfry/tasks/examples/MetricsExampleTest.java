package dev.belfry.tasks.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.service.ServiceGroup;
import dev.belfry.service.Telemetry;
import dev.belfry.service.config.Config;
import dev.belfry.service.config.ServiceConf;
import dev.belfry.tasks.OnRedis;
import dev.belfry.tasks.QueueMetrics;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskMeters;
import dev.belfry.tasks.TaskMux;
import dev.belfry.tasks.TaskServer;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What docs/tasks.md shows on metrics. */
class MetricsExampleTest extends OnRedis {

  // snippet
  ServiceGroup worker(RedisTarget redis, Telemetry telemetry, QueueMetrics queues) {
    var mux = new TaskMux().handle("email:", (task, context) -> {});
    var server = TaskServer.builder(redis).handler(mux).meters(telemetry.meters()).build();
    queues.bindTo(telemetry.meters()); // in one process of the deployment; keep and close it
    return ServiceGroup.builder().telemetry(telemetry).add(server).build();
  }

  // end

  @Test
  void scrape_showsAsynqsNamesAndTheHistogramsOfEachType() throws Exception {
    var telemetry =
        Telemetry.setUp(
            Config.parse(
                "Name: metrics\nPrometheus: {Host: 127.0.0.1, Port: 0}", ServiceConf.class));
    try (var queues = QueueMetrics.connectMeasuringMemory(target(), 5);
        var group = worker(target(), telemetry, queues)) {
      client().enqueue(Task.of("email:welcome"));
      client().enqueue(Task.of("t"), dev.belfry.tasks.TaskOption.queue("other"));
      group.start();
      int port = telemetry.prometheusPort().orElseThrow();
      await()
          .untilAsserted(() ->
              assertThat(scrape(port))
                  .contains("asynq_tasks_enqueued_total{queue=\"other\",state=\"pending\"} 1.0")
                  .contains("asynq_tasks_enqueued_total{queue=\"other\",state=\"aggregating\"} 0.0")
                  .contains("asynq_tasks_processed_total{queue=\"default\"} 1.0")
                  .contains("asynq_tasks_failed_total{queue=\"default\"} 0.0")
                  .contains("asynq_queue_paused_total{queue=\"default\"} 0.0")
                  .contains("asynq_queue_size{queue=\"other\"} 1.0")
                  .containsPattern("asynq_queue_latency_seconds\\{queue=\"other\"} \\d+\\.\\d+")
                  .containsPattern(
                      "asynq_queue_memory_usage_approx_bytes\\{queue=\"other\"} [1-9]\\d+")
                  .contains(
                      "belfry_tasks_wait_seconds_count{queue=\"default\",type=\"email:welcome\"} 1")
                  .contains("belfry_tasks_end_to_end_seconds_bucket{queue=\"default\"")
                  .contains("belfry_tasks_duration_seconds_bucket{outcome=\"done\""));
    }
    assertThat(telemetry.meters().find("asynq.queue.size").meters()).isEmpty();
    assertThat(telemetry.meters().find(TaskMeters.WAIT).timer()).isNotNull();
  }

  private static String scrape(int port) throws Exception {
    try (var body = URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openStream()) {
      return new String(body.readAllBytes(), UTF_8);
    }
  }
}
