package dev.belfry.service.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where traces are sent. Immutable.
 *
 * @param name the name in traces; default: the name of the process
 * @param endpoint {@code host:port} or URL of an OTLP receiver; empty = traces are not sent
 * @param sampler the share of new traces that is recorded, 0 to 1; default 1
 * @param batcher the protocol; default {@code otlpgrpc}
 * @param otlpHeaders headers sent along
 * @param otlpHttpPath the path for {@code otlphttp}; default {@code /v1/traces}
 * @param otlpHttpSecure whether {@code otlphttp} uses TLS where the endpoint is no URL
 * @param disabled whether tracing is off
 */
public record TelemetryConf(
    @Nullable String name,
    @Default("") String endpoint,
    @Default("1.0") @Range(min = 0, max = 1) double sampler,
    @Default("otlpgrpc") Batcher batcher,
    Map<String, String> otlpHeaders,
    @Nullable String otlpHttpPath,
    @Default("false") boolean otlpHttpSecure,
    @Default("false") boolean disabled) {

  /** The protocol of the trace receiver. Only the OTLP ones send; the others are warned about. */
  public enum Batcher {
    /** OTLP over gRPC, without TLS unless the endpoint is an {@code https} URL. */
    OTLPGRPC,
    /** OTLP over HTTP. */
    OTLPHTTP,
    /** Accepted, sends nothing: Jaeger takes OTLP on port 4317. */
    JAEGER,
    /** Accepted, sends nothing. */
    ZIPKIN,
    /** Accepted, writes nothing. */
    FILE
  }

  /** Headers may hold credentials, so they are not shown. */
  @Override
  public String toString() {
    return "TelemetryConf[endpoint=" + endpoint + ", sampler=" + sampler + ", " + batcher + "]";
  }
}
