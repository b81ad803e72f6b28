package dev.belfry.looklook.mqueue.scheduler;

import dev.belfry.service.config.Default;
import dev.belfry.service.config.Inline;
import dev.belfry.service.config.RedisConf;
import dev.belfry.service.config.ServiceConf;
import java.time.ZoneId;

/**
 * The configuration of mqueue-scheduler, in the key names of go-zero-looklook.
 *
 * @param service name, mode, logs, metrics, traces
 * @param redis where the tasks go
 * @param settle when the settlement is due, in the cron language; default each minute
 * @param zone the zone that the schedule is in; default that of the homestays
 */
public record MqueueSchedulerConf(
    @Inline ServiceConf service,
    RedisConf redis,
    @Default("*/1 * * * *") String settle,
    @Default("Asia/Shanghai") ZoneId zone) {}
