package dev.belfry.looklook.order.api;

import dev.belfry.looklook.common.auth.JwtAuthConf;
import dev.belfry.looklook.common.http.HttpConf;
import dev.belfry.service.config.Inline;
import dev.belfry.service.config.RpcClientConf;
import dev.belfry.service.config.ServiceConf;

/**
 * The file {@code etc/order-api.yaml}.
 *
 * @param service the process
 * @param http where the API listens
 * @param jwtAuth how customers' tokens are checked
 * @param orderRpcConf the orders
 * @param paymentRpcConf the payments
 */
public record OrderApiConf(
    @Inline ServiceConf service,
    @Inline HttpConf http,
    JwtAuthConf jwtAuth,
    RpcClientConf orderRpcConf,
    RpcClientConf paymentRpcConf) {}
