package dev.belfry.service.config;

import dev.belfry.service.ServiceGroup;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What every process has in its file; embed it with {@link Inline}. Immutable.
 *
 * @param name the name of the process in logs and traces; required
 * @param mode where the process runs; default {@code pro}
 * @param log the logs
 * @param prometheus where metrics are read; none when absent
 * @param telemetry where traces are sent; when absent, new traces are not sampled
 * @param devServer the second place to read metrics and health, for developers; none when absent
 * @param shutdown how long a stop may take
 */
@NoEffect({"MetricsUrl", "Profiling"})
public record ServiceConf(
    String name,
    @Default("pro") Mode mode,
    LogConf log,
    @Nullable PrometheusConf prometheus,
    @Nullable TelemetryConf telemetry,
    @Nullable DevServerConf devServer,
    ShutdownConf shutdown) {

  /** The settings of a process of which only the name is given. */
  public static ServiceConf named(String name) {
    return new ServiceConf(
        name, Mode.PRO, LogConf.DEFAULTS, null, null, null, ShutdownConf.DEFAULTS);
  }

  /** How long a stop of all services may take: {@code Shutdown.WaitTime}, else the default. */
  public Duration stopTimeout() {
    Duration wait = shutdown.waitTime();
    return wait == null || wait.isZero() ? ServiceGroup.DEFAULT_STOP_TIMEOUT : wait;
  }
}
