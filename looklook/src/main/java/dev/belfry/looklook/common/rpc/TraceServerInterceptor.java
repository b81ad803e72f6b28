package dev.belfry.looklook.common.rpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** A span for each call, the child of the one that the caller's metadata names. */
final class TraceServerInterceptor implements ServerInterceptor {
  private final OpenTelemetry openTelemetry;
  private final Tracer tracer;

  TraceServerInterceptor(OpenTelemetry openTelemetry) {
    this.openTelemetry = openTelemetry;
    this.tracer = openTelemetry.getTracer("dev.belfry.looklook.rpc");
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    Context caller =
        openTelemetry
            .getPropagators()
            .getTextMapPropagator()
            .extract(Context.current(), headers, MetadataCarrier.INSTANCE);
    Span span =
        tracer
            .spanBuilder(call.getMethodDescriptor().getFullMethodName())
            .setSpanKind(SpanKind.SERVER)
            .setParent(caller)
            .startSpan();
    ServerCall<Q, R> ended =
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            if (!status.isOk()) {
              span.setStatus(StatusCode.ERROR, status.getCode().name());
            }
            span.end();
            super.close(status, trailers);
          }
        };
    return new SimpleForwardingServerCallListener<>(next.startCall(ended, headers)) {
      @Override
      public void onHalfClose() {
        // The handler of a unary call runs here.
        try (Scope scope = span.makeCurrent()) {
          super.onHalfClose();
        }
      }

      @Override
      public void onCancel() {
        span.end();
        super.onCancel();
      }
    };
  }
}
