package dev.belfry.looklook.order;

import dev.belfry.looklook.common.db.DbConf;
import dev.belfry.service.config.Default;
import dev.belfry.service.config.Inline;
import dev.belfry.service.config.Key;
import dev.belfry.service.config.RedisConf;
import dev.belfry.service.config.RpcClientConf;
import dev.belfry.service.config.ServiceConf;
import java.time.Duration;
import java.time.ZoneId;

/**
 * The file {@code etc/order-rpc.yaml}.
 *
 * @param service the process
 * @param listenOn where the RPC server listens, {@code host:port}
 * @param redis where tasks are enqueued
 * @param db the database
 * @param travelRpcConf the catalogue
 * @param paymentRpcConf where money is given back
 * @param closeAfter how long a customer has to pay
 * @param zone where the homestays' days begin
 */
public record OrderRpcConf(
    @Inline ServiceConf service,
    String listenOn,
    RedisConf redis,
    @Key("DB") DbConf db,
    RpcClientConf travelRpcConf,
    RpcClientConf paymentRpcConf,
    @Default("30m") Duration closeAfter,
    @Default("Asia/Shanghai") ZoneId zone) {}
