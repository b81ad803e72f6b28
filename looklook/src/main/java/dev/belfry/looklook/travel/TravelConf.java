package dev.belfry.looklook.travel;

import dev.belfry.looklook.common.db.DbConf;
import dev.belfry.looklook.common.http.HttpConf;
import dev.belfry.service.config.Inline;
import dev.belfry.service.config.Key;
import dev.belfry.service.config.ServiceConf;

/**
 * The file {@code etc/travel.yaml}.
 *
 * @param service the process
 * @param http where the API listens
 * @param listenOn where the RPC server listens, {@code host:port}
 * @param db the database
 */
public record TravelConf(
    @Inline ServiceConf service, @Inline HttpConf http, String listenOn, @Key("DB") DbConf db) {}
