package dev.belfry.service.config;

/**
 * Where the metrics of a process are read. The same port answers {@code /healthz}. Immutable.
 *
 * @param host the address to listen on; empty = the endpoint is off
 * @param port the port; default 9101; 0 = any free one
 * @param path the path; default {@code /metrics}
 */
public record PrometheusConf(
    @Default("") String host,
    @Default("9101") @Range(min = 0, max = 65535) int port,
    @Default("/metrics") String path) {}
