package dev.belfry.service.config;

/**
 * An HTTP API. Immutable.
 *
 * @param service the process
 * @param host the address to listen on; default all
 * @param port the port; required; 0 = any free one
 * @param certFile the TLS certificate; empty = no TLS
 * @param keyFile the certificate's key; empty = no TLS
 * @param maxBytes the largest body, in bytes; default 1 MiB
 * @param timeoutMillis how long a request may take, in ms; 0 = unlimited; default 3000
 */
@NoEffect(
    value = {"Signature", "MaxConns"},
    harmless = {"Verbose", "CpuThreshold", "Middlewares", "TraceIgnorePaths"})
public record RestConf(
    @Inline ServiceConf service,
    @Default("0.0.0.0") String host,
    @Range(min = 0, max = 65535) int port,
    @Default("") String certFile,
    @Default("") String keyFile,
    @Default("1048576") @Range(min = 0) long maxBytes,
    @Key("Timeout") @Default("3000") @Range(min = 0) long timeoutMillis) {}
