package dev.belfry.bench.faults;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.tasks.RedisTarget;
import java.util.random.RandomGenerator;

/** All connections are cut at once, or replies are lost before that. */
final class BrokenConnections extends OnLocalServers {
  private static final int LONGEST_SILENCE_MILLIS = 300;

  /** How connections break. */
  enum Manner {
    /** In the middle of whatever is on its way. */
    CUT,
    /** After scripts have run whose replies nobody gets. */
    REPLY_LOST
  }

  private final Manner manner;
  private final EmbeddedRedis redis = EmbeddedRedis.create();
  private final LossyProxy proxy;

  BrokenConnections(Manner manner) throws Exception {
    this.manner = manner;
    redis.start();
    proxy = new LossyProxy(redis.port());
  }

  @Override
  public RedisTarget target() {
    return RedisTarget.parse(proxy.uri());
  }

  @Override
  public RedisTarget judge() {
    return RedisTarget.parse(redis.uri());
  }

  @Override
  public void hurt(RandomGenerator random) throws Exception {
    switch (manner) {
      case CUT -> proxy.cut();
      case REPLY_LOST -> {
        proxy.loseReplies();
        Thread.sleep(1 + random.nextInt(LONGEST_SILENCE_MILLIS));
        proxy.restore();
      }
    }
  }

  @Override
  void closeRedis() throws Exception {
    proxy.close();
    redis.close();
  }
}
