package dev.belfry.service;

import dev.belfry.service.config.ServiceConf;
import dev.belfry.service.internal.telemetry.ProcessTelemetry;
import dev.belfry.service.internal.telemetry.TelemetryService;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The logs, metrics and traces of a process, and the ports where metrics and health are read.
 *
 * <pre>{@code
 * Telemetry telemetry = Telemetry.setUp(conf.service());
 * ServiceGroup.builder().telemetry(telemetry).add(payments).build().run();
 * }</pre>
 *
 * <p>Logs, meters and traces exist once in a process: the first {@link #setUp} configures them, and
 * a later one, such as that of a second part of the same process, shares them under a name of its
 * own. Ports belong to each part. Thread-safe.
 */
public final class Telemetry {
  private final ServiceConf conf;
  private final ProcessTelemetry process;

  private volatile @Nullable TelemetryService service;

  private Telemetry(ServiceConf conf, ProcessTelemetry process) {
    this.conf = conf;
    this.process = process;
  }

  /**
   * Configures logs, metrics and traces, unless the process has them already. Listens on no port
   * yet.
   *
   * @throws IllegalArgumentException if the log files have no place
   */
  public static Telemetry setUp(ServiceConf conf) {
    return new Telemetry(conf, ProcessTelemetry.setUp(conf));
  }

  /** The name of this part of the process. */
  public String name() {
    return conf.name();
  }

  /** The meters of the process; those of the JVM are there already. */
  public MeterRegistry meters() {
    return process.meters();
  }

  /** The traces of the process. W3C trace context and baggage are passed on. */
  public OpenTelemetry openTelemetry() {
    return process.traces();
  }

  /**
   * The service that listens on the configured ports, Prometheus and DevServer, and that sends the
   * last traces at its stop. Meant to start before all others and to stop after them, as {@link
   * ServiceGroup.Builder#telemetry} arranges. Its start fails if a port cannot be had.
   *
   * @param health the health of all services by name, asked at each request
   */
  public Service endpoints(Supplier<Map<String, Health>> health) {
    var made = new TelemetryService(conf, process.meters(), process.traces(), health);
    service = made;
    return made;
  }

  /** The port of the Prometheus section while it listens; it tells which one port 0 became. */
  public OptionalInt prometheusPort() {
    TelemetryService its = service;
    return its == null ? OptionalInt.empty() : its.prometheusPort();
  }

  /** The port of the DevServer section while it listens. */
  public OptionalInt devServerPort() {
    TelemetryService its = service;
    return its == null ? OptionalInt.empty() : its.devServerPort();
  }
}
