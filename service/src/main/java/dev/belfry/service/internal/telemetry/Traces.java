package dev.belfry.service.internal.telemetry;

import dev.belfry.service.config.TelemetryConf;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporterBuilder;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the OpenTelemetry SDK of a process. */
public final class Traces {
  private static final Logger log = LoggerFactory.getLogger(Traces.class);
  private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
  private static final String DEFAULT_HTTP_PATH = "/v1/traces";

  private Traces() {}

  /**
   * The SDK. Spans have ids and are passed on to others whether or not they are sent.
   *
   * @param conf where to send; null = a process that starts no traces, and only passes on those of
   *     others
   * @param name the name of the process
   */
  public static OpenTelemetrySdk build(@Nullable TelemetryConf conf, String name) {
    TelemetryConf on = conf == null || conf.disabled() ? null : conf;
    Sampler roots = on == null ? Sampler.alwaysOff() : Sampler.traceIdRatioBased(on.sampler());
    String shown = conf == null || conf.name() == null ? name : conf.name();
    SdkTracerProviderBuilder tracers =
        SdkTracerProvider.builder()
            .setSampler(Sampler.parentBased(roots))
            .setResource(
                Resource.getDefault().merge(Resource.create(Attributes.of(SERVICE_NAME, shown))));
    SpanExporter exporter = on == null ? null : exporter(on);
    tracers.addSpanProcessor(
        exporter == null ? new UnsentSpans() : BatchSpanProcessor.builder(exporter).build());
    return OpenTelemetrySdk.builder()
        .setTracerProvider(tracers.build())
        .setPropagators(
            ContextPropagators.create(
                TextMapPropagator.composite(
                    W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())))
        .build();
  }

  private static @Nullable SpanExporter exporter(TelemetryConf conf) {
    if (conf.endpoint().isBlank()) {
      return null;
    }
    return switch (conf.batcher()) {
      case OTLPGRPC -> grpc(conf);
      case OTLPHTTP -> http(conf);
      case JAEGER, ZIPKIN, FILE -> {
        log.warn(
            "Telemetry.Batcher {} has no effect, traces are not sent: name an OTLP receiver as"
                + " Endpoint and otlpgrpc or otlphttp as Batcher (Jaeger takes OTLP on port 4317)",
            conf.batcher().name().toLowerCase(Locale.ROOT));
        yield null;
      }
    };
  }

  private static SpanExporter grpc(TelemetryConf conf) {
    OtlpGrpcSpanExporterBuilder builder =
        OtlpGrpcSpanExporter.builder().setEndpoint(url(conf.endpoint(), "http"));
    conf.otlpHeaders().forEach(builder::addHeader);
    return builder.build();
  }

  private static SpanExporter http(TelemetryConf conf) {
    String url = url(conf.endpoint(), conf.otlpHttpSecure() ? "https" : "http");
    String path = conf.otlpHttpPath();
    String own = URI.create(url).getPath();
    if (path != null || own == null || own.length() <= 1) {
      url = URI.create(url).resolve(path == null ? DEFAULT_HTTP_PATH : path).toString();
    }
    OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder().setEndpoint(url);
    conf.otlpHeaders().forEach(builder::addHeader);
    return builder.build();
  }

  private static String url(String endpoint, String scheme) {
    return endpoint.contains("://") ? endpoint : scheme + "://" + endpoint;
  }
}
