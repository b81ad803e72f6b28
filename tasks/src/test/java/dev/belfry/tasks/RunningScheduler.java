package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.queue;

import java.util.concurrent.CountDownLatch;

/** A process that fires each second, for a test to kill. */
final class RunningScheduler {
  private RunningScheduler() {}

  /** Takes the address of Redis. */
  public static void main(String[] args) throws Exception {
    everySecond(RedisTarget.parse(args[0])).start();
    new CountDownLatch(1).await();
  }

  static TaskScheduler everySecond(RedisTarget redis) {
    return TaskScheduler.builder(redis)
        .register("@every 1s", Task.of("tick"), queue("cron"))
        .build();
  }
}
