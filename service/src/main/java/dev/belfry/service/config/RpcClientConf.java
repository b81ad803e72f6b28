package dev.belfry.service.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RPC server to call. Immutable.
 *
 * @param endpoints {@code host:port} of each instance; they win over {@code target}
 * @param target a gRPC target such as {@code dns:///order:2001}; empty = none
 * @param app the caller's name, sent along; empty = none
 * @param token the caller's secret, sent along; empty = none
 * @param nonBlock whether a start goes on while the server is not reachable; default true
 * @param timeoutMillis how long a call may take, in ms; 0 = unlimited; default 2000
 * @param keepaliveTime how often an idle connection is probed; never when absent
 */
@NoEffect(
    value = "Etcd",
    harmless = {"Middlewares", "BalancerName"})
public record RpcClientConf(
    @Default("[]") List<String> endpoints,
    @Default("") String target,
    @Default("") String app,
    @Default("") String token,
    @Default("true") boolean nonBlock,
    @Key("Timeout") @Default("2000") @Range(min = 0) long timeoutMillis,
    @Nullable Duration keepaliveTime) {

  /** Go-zero's default: longer than any call of a healthy neighbour takes. */
  private static final long DEFAULT_TIMEOUT_MILLIS = 2_000;

  /** The instances at these {@code host:port}s, all else by default. */
  public static RpcClientConf to(String... endpoints) {
    return new RpcClientConf(List.of(endpoints), "", "", "", true, DEFAULT_TIMEOUT_MILLIS, null);
  }

  /** The token is not shown. */
  @Override
  public String toString() {
    return "RpcClientConf[endpoints=" + endpoints + ", target=" + target + "]";
  }
}
