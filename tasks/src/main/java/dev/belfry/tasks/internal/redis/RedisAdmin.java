package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.DoctorReport;
import dev.belfry.tasks.Finding;
import dev.belfry.tasks.RepairReport;
import java.util.List;

/** What people do to the store, on one Redis. Thread-safe. */
final class RedisAdmin implements TaskAdmin {
  private final RedisLink link;
  private final RedisClock clock;
  private final Looking looking;
  private final Repairing repairing;

  RedisAdmin(RedisLink link, RedisClock clock, Looking looking) {
    this.link = link;
    this.clock = clock;
    this.looking = looking;
    repairing = new Repairing(link, clock);
  }

  @Override
  public DoctorReport examine(int keysPerSecond, int maxFindings) {
    var pace = new Pace(keysPerSecond);
    return new Examination(link, clock, looking.queues(), pace, maxFindings).run();
  }

  @Override
  public RepairReport repair(List<Finding> findings) {
    return repairing.repair(findings);
  }
}
