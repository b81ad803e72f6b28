package dev.belfry.service.internal.telemetry;

import dev.belfry.service.Telemetry;
import dev.belfry.service.config.Config;
import dev.belfry.service.config.ServiceConf;
import io.opentelemetry.context.Scope;
import org.slf4j.LoggerFactory;

/** The process whose logs {@link LogSetupTest} reads. */
final class LogSetupProcess {
  private LogSetupProcess() {}

  /** Logs a few lines under the configuration that the argument holds. */
  public static void main(String[] args) {
    var telemetry = Telemetry.setUp(Config.parse("Name: logger\n" + args[0], ServiceConf.class));
    var log = LoggerFactory.getLogger("sample");
    var span = telemetry.openTelemetry().getTracer("t").spanBuilder("s").startSpan();
    try (Scope scope = span.makeCurrent()) {
      log.atInfo().addKeyValue("orders", 3).log("hello {}", "world");
    }
    log.debug("hidden");
    log.warn("careful");
    log.error("broken", new IllegalStateException("why"));
    span.end();
  }
}
