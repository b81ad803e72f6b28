package dev.belfry.messaging.spi;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;

/**
 * One message on its way to a broker, under a producer span and the timer {@value #TIMER} with the
 * tags {@code topic} and {@code outcome} (sent, failed). Ends once, on any thread.
 */
public final class Sending {
  /** The timer of sends. */
  public static final String TIMER = "belfry.messages.send";

  private final String topic;
  private final Span span;
  private final MeterRegistry meters;
  private final long begun = System.nanoTime();

  private Sending(String topic, Span span, MeterRegistry meters) {
    this.topic = topic;
    this.span = span;
    this.meters = meters;
  }

  /**
   * Begins, as a child of the current context.
   *
   * @param system the broker's kind as OpenTelemetry names it, for example {@code kafka}
   */
  public static Sending begin(
      String system, String topic, MeterRegistry meters, OpenTelemetry telemetry) {
    var span =
        telemetry
            .getTracer("dev.belfry.messaging")
            .spanBuilder("send " + topic)
            .setSpanKind(SpanKind.PRODUCER)
            .setAttribute("messaging.system", system)
            .setAttribute("messaging.operation.type", "send")
            .setAttribute("messaging.operation.name", "send")
            .setAttribute("messaging.destination.name", topic)
            .startSpan();
    return new Sending(topic, span, meters);
  }

  /** What goes into the headers of the message. */
  public Context context() {
    return Context.current().with(span);
  }

  /** For attributes of the broker. */
  public Span span() {
    return span;
  }

  /** The broker has the message. */
  public void sent() {
    end("sent");
  }

  /** The broker does not have it, or did not say so. */
  public void failed(Throwable failure) {
    span.recordException(failure);
    span.setStatus(StatusCode.ERROR);
    span.setAttribute("error.type", failure.getClass().getName());
    end("failed");
  }

  private void end(String outcome) {
    span.end();
    Timer.builder(TIMER)
        .tags("topic", topic, "outcome", outcome)
        .register(meters)
        .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
  }
}
