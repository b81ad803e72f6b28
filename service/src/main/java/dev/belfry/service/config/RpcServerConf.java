package dev.belfry.service.config;

import org.jspecify.annotations.Nullable;

/**
 * An RPC server. Immutable.
 *
 * @param service the process
 * @param listenOn {@code host:port}; required
 * @param auth whether callers prove who they are; not supported, so {@code true} is an error
 * @param redis the Redis for {@code auth}, or for the application
 * @param timeoutMillis how long a call may take, in ms; 0 = unlimited; default 2000
 * @param health whether the gRPC health service answers; default true
 */
@NoEffect(
    value = {"Etcd", "MethodTimeouts"},
    harmless = {"StrictControl", "CpuThreshold", "Middlewares"})
public record RpcServerConf(
    @Inline ServiceConf service,
    String listenOn,
    @Default("false") boolean auth,
    @Nullable RedisConf redis,
    @Key("Timeout") @Default("2000") @Range(min = 0) long timeoutMillis,
    @Default("true") boolean health) {

  /** Refuses a protection that would not be there. */
  public RpcServerConf {
    if (auth) {
      throw new IllegalArgumentException("Auth: true is not supported, remove it");
    }
  }
}
