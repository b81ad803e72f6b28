package dev.belfry.bench.faults;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.tasks.RedisTarget;
import java.util.random.RandomGenerator;

/**
 * Redis, which writes each change to its append-only file before it answers, is killed and comes
 * back.
 */
final class RestartedRedis extends OnLocalServers {
  private static final int LONGEST_OUTAGE_MILLIS = 3000;

  /** Otherwise Redis answers before the file has a write, if the disk is slow, and forgets it. */
  private static final String SURELY = "appendfsync always";

  private final EmbeddedRedis redis =
      EmbeddedRedis.builder().appendOnly().extraConfig(SURELY).build();

  RestartedRedis() {
    redis.start();
  }

  @Override
  public RedisTarget target() {
    return RedisTarget.parse(redis.uri());
  }

  @Override
  public void hurt(RandomGenerator random) throws Exception {
    redis.kill();
    Thread.sleep(random.nextInt(LONGEST_OUTAGE_MILLIS));
    redis.start();
  }

  @Override
  void closeRedis() {
    redis.close();
  }
}
