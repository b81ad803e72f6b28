package dev.belfry.bench.faults;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.embedded.RedisSentinel;
import dev.belfry.tasks.RedisTarget;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The master of a Sentinel group is killed, and comes back as a replica when the others follow its
 * successor. If it came back at once, a replica that has not heard of the successor could follow it
 * again and confirm writes that both forget later; no client can see that.
 */
final class FailedOverSentinel implements Stage {
  /** Sentinels tell the other replica within a second or two. */
  private static final Duration UNTIL_ALL_FOLLOW = Duration.ofSeconds(5);

  private final RedisSentinel group = RedisSentinel.create();
  private final LocalServers servers = new LocalServers();

  FailedOverSentinel() {
    group.start();
  }

  @Override
  public RedisTarget target() {
    return RedisTarget.parse(group.uri());
  }

  @Override
  public void serve(String queue) {
    servers.start(target(), queue);
  }

  @Override
  public void hurt(RandomGenerator random) throws InterruptedException {
    EmbeddedRedis former = group.killMaster();
    group.awaitMasterOtherThan(former);
    Thread.sleep(UNTIL_ALL_FOLLOW);
    former.start();
  }

  @Override
  public List<RunLine> runs() {
    return servers.runs();
  }

  @Override
  public void close() throws Exception {
    servers.close();
    group.close();
  }
}
