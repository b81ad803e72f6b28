package dev.belfry.bench.faults;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.embedded.RedisSentinel;
import dev.belfry.tasks.RedisTarget;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The master of a Sentinel group is killed, and comes back as a replica when the others follow its
 * successor. If it came back at once, a replica that has not heard of the successor could follow it
 * again and confirm writes that both forget later; no client can see that.
 */
final class FailedOverSentinel extends OnLocalServers {
  /** Sentinels tell the other replica within a second or two. */
  private static final Duration UNTIL_ALL_FOLLOW = Duration.ofSeconds(5);

  private final RedisSentinel group = RedisSentinel.create();

  FailedOverSentinel() {
    group.start();
  }

  @Override
  public RedisTarget target() {
    return RedisTarget.parse(group.uri());
  }

  @Override
  public void hurt(RandomGenerator random) throws InterruptedException {
    EmbeddedRedis former = group.killMaster();
    group.awaitMasterOtherThan(former);
    Thread.sleep(UNTIL_ALL_FOLLOW);
    former.start();
  }

  @Override
  void closeRedis() {
    group.close();
  }
}
