package dev.belfry.bench.load;

import dev.belfry.tasks.Outcome;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fills a queue, then lets a server with a handler that does nothing empty it. The time counts from
 * the first run to the moment when Redis has no task of the queue any more.
 */
final class Draining implements Measurement {
  /** So long may no task run before the rest counts as lost. */
  static final int PATIENCE_SECONDS = 45;

  @Override
  public void run(Lab lab, Plan plan, Figures figures) throws InterruptedException {
    String queue = lab.queue("drain");
    lab.fillInBatches(queue, plan.tasks(), plan, 1);
    Drained drained = drain(lab, queue, plan);
    drained.tally().addTo(figures);
    double rate = plan.tasks() * 1e9 / drained.nanos();
    double cpu = drained.redisMicros() / plan.tasks();
    figures.put("drainPerSecond", rate);
    figures.put("redisCpuMicrosPerDrain", cpu);
    figures.putSum(
        "redisCpuMicrosPerTask",
        "redisCpuMicrosPerEnqueue" + plan.producers(),
        "redisCpuMicrosPerDrain");
    lab.say("drain: %.0f/s, Redis %.1f us a task".formatted(rate, cpu));
    lab.discard(queue);
  }

  /** What it took to drain a queue. */
  record Drained(long nanos, double redisMicros, Tally tally) {}

  static Drained drain(Lab lab, String queue, Plan plan) throws InterruptedException {
    Tally tally = new Tally(plan.tasks());
    AtomicLong first = new AtomicLong();
    double cpu = lab.probe().cpuMicros();
    try (var server =
        lab.serve(
            queue,
            plan.concurrency(),
            plan.prefetch(),
            (task, context) -> {
              if (first.get() == 0) {
                first.compareAndSet(0, System.nanoTime());
              }
              tally.ran(Payload.read(task.payload()).index());
              return Outcome.done();
            })) {
      if (tally.await(PATIENCE_SECONDS)) {
        awaitEmpty(lab, queue);
      }
      return new Drained(System.nanoTime() - first.get(), lab.probe().cpuMicros() - cpu, tally);
    }
  }

  /** The outcomes of the last runs are on their way to Redis. */
  static void awaitEmpty(Lab lab, String queue) throws InterruptedException {
    while (lab.probe().unfinished(queue) > 0) {
      Thread.sleep(1);
    }
  }
}
