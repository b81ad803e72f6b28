package dev.belfry.service.config;

/**
 * One node of a cache; a file has a list of them. Immutable.
 *
 * @param redis the Redis
 * @param weight its share of the keys; default 100
 */
public record CacheConf(@Inline RedisConf redis, @Default("100") @Range(min = 0) int weight) {}
