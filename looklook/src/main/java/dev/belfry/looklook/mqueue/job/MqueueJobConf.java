package dev.belfry.looklook.mqueue.job;

import dev.belfry.service.config.Default;
import dev.belfry.service.config.Inline;
import dev.belfry.service.config.Key;
import dev.belfry.service.config.Range;
import dev.belfry.service.config.RedisConf;
import dev.belfry.service.config.RpcClientConf;
import dev.belfry.service.config.ServiceConf;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of mqueue-job, in the key names of go-zero-looklook.
 *
 * @param service name, mode, logs, metrics, traces
 * @param redis where the tasks are
 * @param orderRpcConf the order service
 * @param usercenterRpcConf the user service
 * @param settleRpcConf accepted for compatibility; settling asks nobody yet
 * @param wxMini the account that sends notices; the sandbox needs none
 * @param concurrency how many tasks run at a time; default 20, as in go-zero-looklook
 * @param queues the queues to serve with their weights; default only {@code default}
 */
public record MqueueJobConf(
    @Inline ServiceConf service,
    RedisConf redis,
    RpcClientConf orderRpcConf,
    RpcClientConf usercenterRpcConf,
    @Nullable RpcClientConf settleRpcConf,
    @Key("WxMiniConf") @Nullable WxMiniConf wxMini,
    @Default("20") @Range(min = 1, max = 10_000) int concurrency,
    @Nullable Map<String, Integer> queues) {

  private static final Map<String, Integer> DEFAULT_QUEUES = Map.of("default", 1);

  /** The queues to serve, with their weights. */
  public Map<String, Integer> servedQueues() {
    return queues == null ? DEFAULT_QUEUES : queues;
  }

  /**
   * The mini program that notices are sent by.
   *
   * @param appId its number
   * @param secret its secret
   */
  public record WxMiniConf(String appId, String secret) {
    /** The secret is not shown. */
    @Override
    public String toString() {
      return "WxMiniConf[appId=" + appId + "]";
    }
  }
}
