package dev.belfry.looklook.common.http;

import dev.belfry.service.config.Default;
import dev.belfry.service.config.Range;

/**
 * Where an HTTP server listens; the keys stand on the top level of a process's file.
 *
 * @param host the address
 * @param port the port; 0 takes a free one
 * @param maxBytes the largest body that is read; 1 MiB unless said otherwise
 */
public record HttpConf(
    @Default("0.0.0.0") String host,
    @Range(min = 0, max = 65535) int port,
    @Default("1048576") @Range(min = 1, max = 1 << 30) long maxBytes) {
  private static final long DEFAULT_MAX_BYTES = 1 << 20;

  /** Listens on {@code host:port}, with the default limit of a body. */
  public static HttpConf of(String host, int port) {
    return new HttpConf(host, port, DEFAULT_MAX_BYTES);
  }
}
