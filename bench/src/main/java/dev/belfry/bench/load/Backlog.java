package dev.belfry.bench.load;

import dev.belfry.tasks.TaskOption;
import java.time.Duration;

/** Scheduled tasks that only wait. */
final class Backlog {
  private static final Duration ANOTHER_DAY = Duration.ofDays(1);

  /** Enough to keep Redis busy. */
  private static final int CALLERS = 4;

  private Backlog() {}

  static void fill(Lab lab, String queue, int tasks, Plan plan) throws InterruptedException {
    if (tasks > 0) {
      lab.say("scheduling %d tasks for another day ...".formatted(tasks));
      lab.fillInBatches(queue, tasks, plan, CALLERS, TaskOption.processIn(ANOTHER_DAY));
    }
  }
}
