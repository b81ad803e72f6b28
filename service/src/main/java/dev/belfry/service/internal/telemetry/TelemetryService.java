package dev.belfry.service.internal.telemetry;

import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.service.Service;
import dev.belfry.service.config.DevServerConf;
import dev.belfry.service.config.PrometheusConf;
import dev.belfry.service.config.ServiceConf;
import dev.belfry.service.internal.telemetry.HttpEndpoint.Address;
import dev.belfry.service.internal.telemetry.HttpEndpoint.Page;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves metrics and health while a group runs, and sends the last traces when it has stopped. A
 * group starts it first and stops it last. The ports may be asked for from any thread.
 */
public final class TelemetryService implements Service {
  private static final Logger log = LoggerFactory.getLogger(TelemetryService.class);

  /** Where health is on the Prometheus port; the DevServer's path can be configured. */
  private static final String HEALTH_PATH = "/healthz";

  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final ServiceConf conf;
  private final PrometheusMeterRegistry meters;
  private final OpenTelemetrySdk traces;
  private final Supplier<Map<String, Health>> health;
  private volatile @Nullable HttpEndpoint prometheus;
  private volatile @Nullable HttpEndpoint devServer;

  /** Not started. */
  public TelemetryService(
      ServiceConf conf,
      PrometheusMeterRegistry meters,
      OpenTelemetrySdk traces,
      Supplier<Map<String, Health>> health) {
    this.conf = conf;
    this.meters = meters;
    this.traces = traces;
    this.health = health;
  }

  @Override
  public String name() {
    return "telemetry";
  }

  @Override
  public void start() throws IOException {
    try {
      startPrometheus(conf.prometheus());
      startDevServer(conf.devServer());
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void startPrometheus(@Nullable PrometheusConf its) throws IOException {
    if (its != null && !its.host().isEmpty()) {
      Map<String, Supplier<Page>> pages = new LinkedHashMap<>();
      pages.put(its.path(), this::metrics);
      pages.put(HEALTH_PATH, new HealthPage(health, "OK"));
      prometheus = new HttpEndpoint(new Address("Prometheus", its.host(), its.port()), pages);
    }
  }

  private void startDevServer(@Nullable DevServerConf its) throws IOException {
    if (its != null && its.enabled()) {
      Map<String, Supplier<Page>> pages = new LinkedHashMap<>();
      if (its.enableMetrics()) {
        pages.put(its.metricsPath(), this::metrics);
      }
      pages.put(its.healthPath(), new HealthPage(health, its.healthResponse()));
      devServer = new HttpEndpoint(new Address("DevServer", its.host(), its.port()), pages);
    }
  }

  private Page metrics() {
    return new Page(200, PROMETHEUS_TEXT, meters.scrape(PROMETHEUS_TEXT));
  }

  /** The port that Prometheus reads, while it listens. */
  public OptionalInt prometheusPort() {
    return port(prometheus);
  }

  /** The port for developers, while it listens. */
  public OptionalInt devServerPort() {
    return port(devServer);
  }

  private static OptionalInt port(@Nullable HttpEndpoint endpoint) {
    return endpoint == null ? OptionalInt.empty() : OptionalInt.of(endpoint.port());
  }

  @Override
  public void stop(Deadline deadline) {
    long left = deadline.remaining().toMillis();
    boolean sent =
        traces.getSdkTracerProvider().forceFlush().join(left, TimeUnit.MILLISECONDS).isSuccess();
    if (!sent) {
      log.warn("the last traces could not be sent in time");
    }
    close();
  }

  private void close() {
    HttpEndpoint first = prometheus;
    HttpEndpoint second = devServer;
    prometheus = null;
    devServer = null;
    if (first != null) {
      first.close();
    }
    if (second != null) {
      second.close();
    }
  }
}
