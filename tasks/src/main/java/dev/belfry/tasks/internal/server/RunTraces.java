package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.Outcome;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Gives each run a consumer span that belongs to the trace of whoever enqueued the task, if its
 * headers name it. Thread-safe.
 */
final class RunTraces {
  private static final String SCOPE = "dev.belfry.tasks";

  private final Tracer tracer;
  private final TextMapPropagator propagator;

  /** Without telemetry even spans that are not recorded would cost each run some objects. */
  private final boolean silent;

  RunTraces(OpenTelemetry telemetry) {
    this.tracer = telemetry.getTracer(SCOPE);
    this.propagator = telemetry.getPropagators().getTextMapPropagator();
    this.silent = telemetry.equals(OpenTelemetry.noop());
  }

  Outcome trace(Run run, Callable<Outcome> handler) throws Exception {
    if (silent) {
      return handler.call();
    }
    Span span = start(run);
    try (Scope scope = span.makeCurrent()) {
      return handler.call();
    } catch (Throwable e) {
      span.recordException(e);
      span.setStatus(StatusCode.ERROR, FailureText.of(e));
      throw e;
    } finally {
      span.end();
    }
  }

  /**
   * The creator is both parent and link: one trace to read, and the convention's link beside it.
   */
  private Span start(Run run) {
    Context creator = propagator.extract(Context.root(), run.headers(), HeaderGetter.INSTANCE);
    SpanContext link = Span.fromContext(creator).getSpanContext();
    SpanBuilder builder =
        tracer
            .spanBuilder("process " + run.queue())
            .setSpanKind(SpanKind.CONSUMER)
            .setParent(creator)
            .setAttribute("messaging.system", "asynq")
            .setAttribute("messaging.operation.type", "process")
            .setAttribute("messaging.operation.name", "process")
            .setAttribute("messaging.destination.name", run.queue())
            .setAttribute("messaging.message.id", run.taskId())
            .setAttribute("belfry.task.type", run.message().type())
            .setAttribute("belfry.task.retried", run.retried());
    return (link.isValid() ? builder.addLink(link) : builder).startSpan();
  }

  private enum HeaderGetter implements TextMapGetter<Map<String, String>> {
    INSTANCE;

    @Override
    public @Nullable String get(@Nullable Map<String, String> headers, String key) {
      return headers == null ? null : headers.get(key);
    }
  }
}
