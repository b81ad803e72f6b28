package dev.belfry.looklook.mqueue.scheduler;

import dev.belfry.looklook.common.job.SettleRecord;
import dev.belfry.service.Service;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskScheduler;

/** What is enqueued when. */
public final class Schedules {

  private Schedules() {}

  /** The scheduler with all entries. */
  public static Service of(MqueueSchedulerConf conf) {
    return TaskScheduler.builder(RedisTarget.of(conf.redis()))
        .zone(conf.zone())
        .register(conf.settle(), Task.of(SettleRecord.TYPE))
        .build();
  }
}
