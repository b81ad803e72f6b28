package dev.belfry.service.config;

/**
 * A port for developers and probes: metrics and health. Immutable.
 *
 * @param enabled whether it listens; default true
 * @param host the address to listen on; empty = all addresses
 * @param port the port; default 6060; 0 = any free one
 * @param metricsPath where metrics are; default {@code /metrics}
 * @param healthPath where health is; default {@code /healthz}
 * @param enableMetrics whether metrics are served; default true
 * @param healthResponse the body of the answer when all is well; default {@code OK}
 */
@NoEffect(harmless = "EnablePprof")
public record DevServerConf(
    @Default("true") boolean enabled,
    @Default("") String host,
    @Default("6060") @Range(min = 0, max = 65535) int port,
    @Default("/metrics") String metricsPath,
    @Default("/healthz") String healthPath,
    @Default("true") boolean enableMetrics,
    @Default("OK") String healthResponse) {}
