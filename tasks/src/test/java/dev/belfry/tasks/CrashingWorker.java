package dev.belfry.tasks;

import java.util.concurrent.CountDownLatch;

/** A process that takes tasks and never finishes them, for a test to kill. */
final class CrashingWorker {
  private CrashingWorker() {}

  /** Takes the address of Redis and the number of tasks to hold. */
  public static void main(String[] args) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    TaskServer server =
        TaskServer.builder(RedisTarget.parse(args[0]))
            .concurrency(Integer.parseInt(args[1]))
            .handler((task, context) -> {
              never.await();
              return Outcome.done();
            })
            .build();
    server.start();
    never.await();
  }
}
