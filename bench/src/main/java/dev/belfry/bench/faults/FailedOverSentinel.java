package dev.belfry.bench.faults;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.embedded.RedisSentinel;
import dev.belfry.tasks.RedisTarget;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** The master of a Sentinel group is killed, and comes back as a replica. */
final class FailedOverSentinel extends OnLocalServers {
  /** 5 s: Sentinels tell the other replica of the successor within a second or two. */
  private static final Duration UNTIL_ALL_FOLLOW = Duration.ofSeconds(5);

  private final RedisSentinel group = RedisSentinel.create();
  private final Duration absence;
  private final int replicas;

  private FailedOverSentinel(Duration absence, int replicas) {
    this.absence = absence;
    this.replicas = replicas;
    group.start();
  }

  /** It comes back when the others follow its successor. One replica must have each write. */
  static FailedOverSentinel later() {
    return new FailedOverSentinel(UNTIL_ALL_FOLLOW, 1);
  }

  /**
   * It comes back at once. A replica that has not heard of the successor may follow it again and
   * confirm writes that both forget later, so both replicas must have each write.
   */
  static FailedOverSentinel atOnce() {
    return new FailedOverSentinel(Duration.ZERO, 2);
  }

  @Override
  public RedisTarget target() {
    return RedisTarget.builder(group.uri()).replicas(replicas).build();
  }

  @Override
  public void hurt(RandomGenerator random) throws InterruptedException {
    EmbeddedRedis former = group.killMaster();
    group.awaitMasterOtherThan(former);
    Thread.sleep(absence);
    former.start();
  }

  @Override
  void closeRedis() {
    group.close();
  }
}
