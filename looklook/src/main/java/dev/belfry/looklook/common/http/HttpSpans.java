package dev.belfry.looklook.common.http;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A span for each request, the child of the one that the caller's headers name. */
final class HttpSpans {
  private final OpenTelemetry openTelemetry;
  private final Tracer tracer;

  HttpSpans(OpenTelemetry openTelemetry) {
    this.openTelemetry = openTelemetry;
    this.tracer = openTelemetry.getTracer("dev.belfry.looklook.http");
  }

  Span start(String path, Map<String, String> headers) {
    Context caller =
        openTelemetry
            .getPropagators()
            .getTextMapPropagator()
            .extract(Context.current(), headers, Headers.INSTANCE);
    return tracer
        .spanBuilder("POST " + path)
        .setSpanKind(SpanKind.SERVER)
        .setParent(caller)
        .setAttribute("http.request.method", "POST")
        .setAttribute("http.route", path)
        .startSpan();
  }

  static void end(Span span, int status) {
    span.setAttribute("http.response.status_code", status);
    if (status >= 500) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }

  private enum Headers implements TextMapGetter<Map<String, String>> {
    INSTANCE;

    @Override
    public @Nullable String get(@Nullable Map<String, String> headers, String key) {
      return headers == null ? null : headers.get(key);
    }
  }
}
