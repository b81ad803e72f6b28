package dev.belfry.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.belfry.service.config.Config;
import dev.belfry.service.config.ServiceConf;
import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TelemetryTest {
  private static Telemetry telemetry(String yaml) {
    return Telemetry.setUp(Config.parse("Name: test\n" + yaml, ServiceConf.class));
  }

  private record Answer(int statusCode, String body) {}

  private static Answer get(int port, String path) throws IOException {
    var connection =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
    int status = connection.getResponseCode();
    try (InputStream body =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new Answer(status, new String(body.readAllBytes(), UTF_8));
    }
  }

  private static Service service(AtomicReference<Health> health) {
    return new Service() {
      @Override
      public String name() {
        return "payments";
      }

      @Override
      public void start() {}

      @Override
      public void stop(Deadline deadline) {}

      @Override
      public Health health() {
        return health.get();
      }
    };
  }

  @Test
  void prometheusPort_servesMetricsAndHealthOfTheGroup() throws Exception {
    Telemetry telemetry = telemetry("Prometheus: {Host: 127.0.0.1, Port: 0}");
    telemetry.meters().counter("belfry.test").increment();
    var health = new AtomicReference<Health>(Health.up());
    try (var group = ServiceGroup.builder().telemetry(telemetry).add(service(health)).build()) {
      group.start();
      int port = telemetry.prometheusPort().orElseThrow();

      assertThat(get(port, "/metrics").body())
          .contains("belfry_test_total 1.0")
          .contains("jvm_memory_used_bytes");
      assertThat(get(port, "/healthz").statusCode()).isEqualTo(200);
      assertThat(get(port, "/healthz").body()).isEqualTo("OK");
      assertThat(get(port, "/else").statusCode()).isEqualTo(404);

      health.set(Health.down("no broker at kafka:9092"));
      assertThat(get(port, "/healthz").statusCode()).isEqualTo(503);
      assertThat(get(port, "/healthz").body())
          .contains("telemetry: up\n")
          .contains("payments: down: no broker at kafka:9092\n");
    }
    assertThat(telemetry.prometheusPort()).isEmpty();
  }

  @Test
  void devServer_servesItsOwnPaths() throws Exception {
    Telemetry telemetry =
        telemetry("DevServer: {Host: 127.0.0.1, Port: 0, HealthPath: /up, HealthResponse: fine}");
    var health = new AtomicReference<Health>(Health.up());
    try (var group = ServiceGroup.builder().telemetry(telemetry).add(service(health)).build()) {
      group.start();
      int port = telemetry.devServerPort().orElseThrow();

      assertThat(get(port, "/up").body()).isEqualTo("fine");
      assertThat(get(port, "/metrics").statusCode()).isEqualTo(200);
      assertThat(telemetry.prometheusPort()).isEmpty();
    }
  }

  @Test
  void port_inUse_failsTheStartAndNamesTheKey() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Telemetry telemetry =
          telemetry("Prometheus: {Host: 127.0.0.1, Port: " + taken.getLocalPort() + "}");
      ServiceGroup group =
          ServiceGroup.builder()
              .telemetry(telemetry)
              .add(service(new AtomicReference<>(Health.up())))
              .build();

      assertThatExceptionOfType(ServiceStartException.class)
          .isThrownBy(group::start)
          .withMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .withMessageContaining("Prometheus.Port");
    }
  }

  @Test
  void setUp_again_sharesTheProcessUnderItsOwnName() {
    Telemetry first = Telemetry.setUp(ServiceConf.named("first"));
    Telemetry second = Telemetry.setUp(ServiceConf.named("second"));

    assertThat(second.name()).isEqualTo("second");
    assertThat(second.meters()).isSameAs(first.meters());
    assertThat(second.openTelemetry()).isSameAs(first.openTelemetry());
  }

  @Test
  void spans_withoutEndpoint_haveIdsNonetheless() {
    Span span =
        Telemetry.setUp(ServiceConf.named("test"))
            .openTelemetry()
            .getTracer("test")
            .spanBuilder("a")
            .startSpan();

    assertThat(span.getSpanContext().isValid()).isTrue();
    span.end();
  }
}
