package dev.belfry.looklook.ordermq;

import dev.belfry.kafka.KafkaQueueConf;
import dev.belfry.service.config.Inline;
import dev.belfry.service.config.RedisConf;
import dev.belfry.service.config.RpcClientConf;
import dev.belfry.service.config.ServiceConf;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of order-mq, in the key names of go-zero-looklook.
 *
 * @param service name, mode, logs, metrics, traces
 * @param redis accepted for compatibility; this process needs no Redis
 * @param paymentUpdateStatusConf where payments are announced
 * @param orderRpcConf the order service
 * @param usercenterRpcConf accepted for compatibility; nothing here asks for users
 */
public record OrderMqConf(
    @Inline ServiceConf service,
    @Nullable RedisConf redis,
    KafkaQueueConf paymentUpdateStatusConf,
    RpcClientConf orderRpcConf,
    @Nullable RpcClientConf usercenterRpcConf) {}
