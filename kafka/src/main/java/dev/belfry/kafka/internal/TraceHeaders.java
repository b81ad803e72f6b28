package dev.belfry.kafka.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import org.apache.kafka.common.header.Headers;

/** The trace context in the headers of Kafka's records. */
public final class TraceHeaders {
  private TraceHeaders() {}

  /** Hands a trace on, in W3C form, and records none: for processes without tracing. */
  public static OpenTelemetry handingOn() {
    return OpenTelemetry.propagating(
        ContextPropagators.create(
            TextMapPropagator.composite(
                W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())));
  }

  /** Writes {@code context} into {@code headers}, in place of what they say about it. */
  public static void inject(OpenTelemetry telemetry, Context context, Headers headers) {
    telemetry
        .getPropagators()
        .getTextMapPropagator()
        .inject(
            context,
            headers,
            (carrier, name, value) -> {
              if (carrier != null) {
                carrier.remove(name).add(name, value.getBytes(UTF_8));
              }
            });
  }
}
