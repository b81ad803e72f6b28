package dev.belfry.service.internal.telemetry;

import dev.belfry.service.config.ServiceConf;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a process has once: the configuration of its logs, its meters and its OpenTelemetry SDK.
 *
 * @param meters all meters of the process
 * @param traces the SDK
 */
public record ProcessTelemetry(PrometheusMeterRegistry meters, OpenTelemetrySdk traces) {
  private static final ReentrantLock LOCK = new ReentrantLock();

  /** For the traces that came after the last group had stopped; nobody waits longer to exit. */
  private static final long EXIT_FLUSH_MILLIS = 1_000;

  /** Guarded by {@link #LOCK}. */
  private static @Nullable ProcessTelemetry only;

  /** Sets up the process at the first call; later calls return what the first one made. */
  public static ProcessTelemetry setUp(ServiceConf conf) {
    LOCK.lock();
    try {
      ProcessTelemetry made = only;
      if (made == null) {
        LogSetup.apply(conf.log(), conf.name());
        made = new ProcessTelemetry(newRegistry(), Traces.build(conf.telemetry(), conf.name()));
        OpenTelemetrySdk traces = made.traces();
        Runtime.getRuntime()
            .addShutdownHook(new Thread(() -> shutDown(traces), "belfry-traces-exit"));
        only = made;
      }
      return made;
    } finally {
      LOCK.unlock();
    }
  }

  private static void shutDown(OpenTelemetrySdk traces) {
    traces.getSdkTracerProvider().shutdown().join(EXIT_FLUSH_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static PrometheusMeterRegistry newRegistry() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmGcMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    return registry;
  }
}
