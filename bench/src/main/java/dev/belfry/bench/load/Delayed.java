package dev.belfry.bench.load;

import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.TaskOption;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Delayed tasks, each with a moment of its own, in a queue that may hold many more for another day.
 * Lateness is the time of Redis at the first line of the handler, less the moment.
 */
final class Delayed implements Measurement {
  private static final int PATIENCE_SECONDS = 30;

  /** For the enqueuing, so that the first is not late before it is stored. */
  private static final Duration AHEAD = Duration.ofSeconds(3);

  @Override
  public void run(Lab lab, Plan plan, Figures figures) throws InterruptedException {
    String queue = lab.queue("delayed");
    Backlog.fill(lab, queue, plan.waiting(), plan);
    Samples samples = new Samples(plan.delayed());
    Tally tally = new Tally(plan.delayed());
    long offset = lab.probe().clockOffsetNanos();
    try (var server =
        lab.serve(
            queue,
            plan.concurrency(),
            plan.prefetch(),
            (task, context) -> {
              long now = System.nanoTime() + offset;
              Payload payload = Payload.read(task.payload());
              samples.add(now - payload.time() * 1_000_000);
              tally.ran(payload.index());
              return Outcome.done();
            })) {
      long start = (System.nanoTime() + offset) / 1_000_000 + AHEAD.toMillis();
      var random = new SplittableRandom();
      long[] due = random.longs(plan.delayed(), 0, Plan.DELAYED_SPREAD.toMillis()).toArray();
      Producers.run(
          plan.producers(),
          plan.delayed(),
          index -> {
            long millis = start + due[index];
            lab.enqueue(
                queue,
                new Payload(index, millis).bytes(plan.payloadBytes()),
                TaskOption.processAt(Instant.ofEpochMilli(millis)));
          });
      boolean all = tally.await(PATIENCE_SECONDS);
      lab.say("delayed tasks have all run: %s".formatted(all));
    }
    tally.addTo(figures);
    figures.putMillis("latenessMs", samples);
    lab.say(
        "lateness with %d more waiting: p50 %.2f ms, p99 %.2f ms, least %.2f ms"
            .formatted(
                plan.waiting(),
                samples.percentile(0.5) / 1e6,
                samples.percentile(0.99) / 1e6,
                samples.percentile(0) / 1e6));
    lab.discard(queue);
  }
}
