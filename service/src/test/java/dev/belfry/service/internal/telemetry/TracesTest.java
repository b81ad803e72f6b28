package dev.belfry.service.internal.telemetry;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.belfry.service.config.Config;
import dev.belfry.service.config.TelemetryConf;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TracesTest {
  private static TelemetryConf conf(String yaml) {
    return Config.parse(yaml, TelemetryConf.class);
  }

  private static boolean isSampled(OpenTelemetrySdk sdk) {
    var span = sdk.getTracer("test").spanBuilder("a").startSpan();
    span.end();
    return span.getSpanContext().isSampled();
  }

  @Test
  void spans_withAnOtlpHttpEndpoint_areSentAtTheFlush() throws Exception {
    List<String> received = new CopyOnWriteArrayList<>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String header = exchange.getRequestHeaders().getFirst("X-Team");
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
          received.add(exchange.getRequestURI().getPath() + " " + header);
        });
    server.start();
    int port = server.getAddress().getPort();
    try (var sdk =
        Traces.build(
            conf(
                "{Endpoint: '127.0.0.1:"
                    + port
                    + "', Batcher: otlphttp, OtlpHeaders: {X-Team: a}}"),
            "test")) {
      assertThat(isSampled(sdk)).isTrue();
      assertThat(sdk.getSdkTracerProvider().forceFlush().join(10, SECONDS).isSuccess()).isTrue();
    } finally {
      server.stop(0);
    }

    assertThat(received).containsExactly("/v1/traces a");
  }

  @Test
  void spans_withAJaegerEndpoint_haveIdsButAreNotSent() {
    try (var sdk =
        Traces.build(
            conf("{Endpoint: 'http://jaeger:14268/api/traces', Batcher: jaeger}"), "test")) {
      assertThat(isSampled(sdk)).isTrue();
      assertThat(sdk.toString()).contains("UnsentSpans");
    }
  }

  @Test
  void roots_withoutASectionOrDisabled_areNotSampled() {
    try (var none = Traces.build(null, "test");
        var disabled = Traces.build(conf("{Disabled: true}"), "test")) {
      assertThat(isSampled(none)).isFalse();
      assertThat(isSampled(disabled)).isFalse();
    }
  }
}
