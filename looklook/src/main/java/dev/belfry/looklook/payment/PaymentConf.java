package dev.belfry.looklook.payment;

import dev.belfry.kafka.KafkaSenderConf;
import dev.belfry.looklook.common.auth.JwtAuthConf;
import dev.belfry.looklook.common.db.DbConf;
import dev.belfry.looklook.common.http.HttpConf;
import dev.belfry.looklook.payment.provider.SandboxConf;
import dev.belfry.service.config.Inline;
import dev.belfry.service.config.Key;
import dev.belfry.service.config.RpcClientConf;
import dev.belfry.service.config.ServiceConf;

/**
 * The file {@code etc/payment.yaml}.
 *
 * @param service the process
 * @param http where the API listens
 * @param listenOn where the RPC server listens, {@code host:port}
 * @param jwtAuth how customers' tokens are checked
 * @param db the database
 * @param orderRpcConf the orders
 * @param updates where changed payments are announced
 * @param sandbox the provider; there is no other one yet
 */
public record PaymentConf(
    @Inline ServiceConf service,
    @Inline HttpConf http,
    String listenOn,
    JwtAuthConf jwtAuth,
    @Key("DB") DbConf db,
    RpcClientConf orderRpcConf,
    @Key("KqPaymentUpdatePayStatusConf") KafkaSenderConf updates,
    SandboxConf sandbox) {}
