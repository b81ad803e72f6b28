package dev.belfry.bench.load;

import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.TaskOption;
import java.time.Duration;
import java.time.Instant;

/**
 * Schedules and forwards with 10,000, 100,000 and 1,000,000 tasks waiting. For forwarding the queue
 * is paused, so that nothing but forwarding happens when many tasks come due at one moment.
 */
final class Sizes implements Measurement {
  private static final int[] WAITING = {10_000, 100_000, 1_000_000};
  private static final int MOVED = 20_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public void run(Lab lab, Plan plan, Figures figures) throws InterruptedException {
    String queue = lab.queue("sizes");
    int filled = 0;
    for (int waiting : WAITING) {
      Backlog.fill(lab, queue, waiting - filled, plan);
      filled = waiting;
      double enqueue = schedule(lab, queue, plan);
      filled += MOVED;
      double forward = forward(lab, queue, plan);
      figures.put("schedulePerSecondAt" + waiting, enqueue);
      figures.put("forwardPerSecondAt" + waiting, forward);
      lab.say("%d waiting: schedule %.0f/s, forward %.0f/s".formatted(waiting, enqueue, forward));
    }
    lab.discard(queue);
  }

  private static double schedule(Lab lab, String queue, Plan plan) throws InterruptedException {
    long nanos =
        lab.fill(queue, MOVED, plan, plan.producers(), TaskOption.processIn(Duration.ofDays(2)));
    return MOVED * 1e9 / nanos;
  }

  private static double forward(Lab lab, String queue, Plan plan) throws InterruptedException {
    lab.probe().pause(queue);
    try (var server = lab.serve(queue, plan.concurrency(), 0, (task, context) -> Outcome.done())) {
      long offset = lab.probe().clockOffsetNanos();
      long second = (System.nanoTime() + offset) / 1_000_000_000 + 4;
      lab.fill(
          queue,
          MOVED,
          plan,
          plan.producers(),
          TaskOption.processAt(Instant.ofEpochSecond(second)));
      long limit = System.nanoTime() + PATIENCE.toNanos();
      while (lab.probe().due(queue, second) == MOVED && System.nanoTime() < limit) {
        Thread.sleep(1);
      }
      long begin = System.nanoTime();
      long left = lab.probe().due(queue, second);
      while (lab.probe().due(queue, second) > 0 && System.nanoTime() < limit) {
        Thread.sleep(1);
      }
      return left * 1e9 / (System.nanoTime() - begin);
    }
  }
}
