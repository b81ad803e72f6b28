package dev.belfry.bench;

import dev.belfry.embedded.EmbeddedRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;

/** A Redis itself, to look behind the scenes. */
record RawRedis(RedisClient client, RedisCommands<String, String> commands)
    implements AutoCloseable {

  static RawRedis connect(EmbeddedRedis redis) {
    RedisClient client = RedisClient.create(redis.uri());
    return new RawRedis(client, client.connect().sync());
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
