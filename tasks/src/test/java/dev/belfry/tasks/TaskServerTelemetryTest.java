package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.header;
import static dev.belfry.tasks.TaskOption.maxRetry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TaskServerTelemetryTest extends OnRedis {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @Test
  void meters_doneFailedAndRunningTasks_areCounted() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    CountDownLatch release = new CountDownLatch(1);
    TaskMux mux =
        new TaskMux()
            .handle("good", (task, context) -> {})
            .handle(
                "bad",
                (task, context) -> {
                  throw new Exception("bad");
                })
            .handle("long", (task, context) -> release.await());
    start(server(mux).meters(registry).build());

    client().enqueue(Task.of("good"));
    client().enqueue(Task.of("bad"));
    client().enqueue(Task.of("bad"), maxRetry(0));
    client().enqueue(Task.of("long"));

    await().until(() -> count(registry, TaskMeters.PROCESSED, "bad") == 2);
    await().until(() -> count(registry, TaskMeters.PROCESSED, "good") == 1);
    assertThat(count(registry, TaskMeters.FAILED, "bad")).isEqualTo(2);
    assertThat(count(registry, TaskMeters.RETRIED, "bad")).isEqualTo(1);
    await().until(() -> registry.get(TaskMeters.IN_PROGRESS).gauge().value() == 1);
    assertThat(registry.get(TaskMeters.OVERSTAYING).gauge().value()).isZero();
    release.countDown();
    await()
        .until(
            () -> registry.find(TaskMeters.DURATION).tag(TaskMeters.TYPE, "long").timer() != null);
  }

  @Test
  void span_taskWithTraceHeaders_continuesTheirTrace() throws Exception {
    // The API's own tracer passes the parent's context on, which is what is tested here.
    OpenTelemetry telemetry =
        OpenTelemetry.propagating(
            ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
    assertThat(telemetry.getTracerProvider()).isEqualTo(TracerProvider.noop());
    LinkedBlockingQueue<String> traces = new LinkedBlockingQueue<>();
    start(
        server(
                (task, context) -> {
                  traces.add(Span.current().getSpanContext().getTraceId());
                  return Outcome.done();
                })
            .openTelemetry(telemetry)
            .build());

    client().enqueue(Task.of("t"), header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01"));

    assertThat(traces.poll(20, TimeUnit.SECONDS)).isEqualTo(TRACE);
  }

  private static double count(SimpleMeterRegistry registry, String meter, String type) {
    var counter = registry.find(meter).tag(TaskMeters.TYPE, type).counter();
    return counter == null ? 0 : counter.count();
  }
}
