package dev.belfry.bench.faults;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.embedded.RedisCluster;
import dev.belfry.tasks.RedisTarget;
import java.util.random.RandomGenerator;

/** The master of the tasks' slot in a Cluster is killed, and comes back as a replica. */
final class FailedOverCluster extends OnLocalServers {
  private final RedisCluster cluster = RedisCluster.create();
  private String key = "";

  FailedOverCluster() {
    cluster.start();
  }

  @Override
  public RedisTarget target() {
    return RedisTarget.parse(cluster.uri());
  }

  @Override
  public void serve(String queue) {
    key = "{" + queue + "}";
    super.serve(queue);
  }

  @Override
  public void hurt(RandomGenerator random) {
    EmbeddedRedis former = cluster.killMaster(key);
    cluster.awaitMasterOtherThan(former, key);
    former.start();
  }

  @Override
  void closeRedis() {
    cluster.close();
  }
}
