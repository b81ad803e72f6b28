package dev.belfry.bench.load;

import dev.belfry.tasks.Outcome;
import java.util.SplittableRandom;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * Enqueues one task at a time for an idle server, after random pauses. The time counts from the
 * call that enqueues to the first line of the handler.
 */
final class Pickup implements Measurement {
  private static final int PATIENCE_SECONDS = 30;

  @Override
  public void run(Lab lab, Plan plan, Figures figures) throws InterruptedException {
    String queue = lab.queue("pickup");
    SynchronousQueue<Long> begun = new SynchronousQueue<>();
    Samples samples = new Samples(plan.pickups());
    var random = new SplittableRandom();
    try (var server =
        lab.serve(
            queue,
            plan.concurrency(),
            plan.prefetch(),
            (task, context) -> {
              long now = System.nanoTime();
              begun.put(now - Payload.read(task.payload()).time());
              return Outcome.done();
            })) {
      for (int i = 0; i < plan.pickups(); i++) {
        Thread.sleep(random.nextLong(plan.pickupGap().toMillis() + 1));
        lab.enqueue(queue, new Payload(i, System.nanoTime()).bytes(plan.payloadBytes()));
        Long nanos = begun.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (nanos == null) {
          figures.add("lost", 1);
        } else {
          samples.add(nanos);
        }
      }
    }
    report(samples, lab, figures);
    lab.discard(queue);
  }

  static void report(Samples samples, Lab lab, Figures figures) {
    figures.putMillis("pickupMs", samples);
    lab.say(
        "idle pick-up: p50 %.2f ms, p99 %.2f ms"
            .formatted(samples.percentile(0.5) / 1e6, samples.percentile(0.99) / 1e6));
  }
}
