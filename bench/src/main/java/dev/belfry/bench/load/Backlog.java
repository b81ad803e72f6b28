package dev.belfry.bench.load;

import dev.belfry.tasks.TaskOption;
import java.time.Duration;

/** Scheduled tasks that only wait. */
final class Backlog {
  private static final Duration ANOTHER_DAY = Duration.ofDays(1);

  private Backlog() {}

  static void fill(Lab lab, String queue, int tasks, Plan plan) throws InterruptedException {
    if (tasks > 0) {
      lab.say("scheduling %d tasks for another day ...".formatted(tasks));
      lab.fill(queue, tasks, plan, plan.producers(), TaskOption.processIn(ANOTHER_DAY));
    }
  }
}
