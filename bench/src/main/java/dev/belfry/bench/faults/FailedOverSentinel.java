package dev.belfry.bench.faults;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.embedded.RedisSentinel;
import dev.belfry.tasks.RedisTarget;
import java.util.List;
import java.util.random.RandomGenerator;

/** The master of a Sentinel group is killed, and comes back as a replica. */
final class FailedOverSentinel implements Stage {
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
  public void hurt(RandomGenerator random) {
    EmbeddedRedis former = group.killMaster();
    group.awaitMasterOtherThan(former);
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
