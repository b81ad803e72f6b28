package dev.belfry.conformance;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.messaging.redis.RedisProcessedStore;

/** One Redis for all cases; it goes with the JVM. */
final class SharedRedis {
  private static final EmbeddedRedis REDIS = EmbeddedRedis.create();

  static {
    REDIS.start();
  }

  private SharedRedis() {}

  static RedisProcessedStore store() {
    return RedisProcessedStore.builder(REDIS.uri()).connect();
  }
}
