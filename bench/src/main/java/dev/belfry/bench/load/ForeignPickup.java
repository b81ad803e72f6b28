package dev.belfry.bench.load;

import dev.belfry.tasks.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How long an idle server takes to begin with a task that another program enqueued. */
final class ForeignPickup implements Measurement {
  private final Sender sender;

  ForeignPickup(Sender sender) {
    this.sender = sender;
  }

  @Override
  public void run(Lab lab, Plan plan, Figures figures) throws InterruptedException {
    String queue = lab.queue("foreign");
    Samples samples = new Samples(plan.pickups());
    Tally tally = new Tally(plan.pickups());
    try (var server =
        lab.serve(
            queue,
            plan.concurrency(),
            plan.prefetch(),
            (task, context) -> {
              long now = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
              Payload payload = Payload.read(task.payload());
              samples.add(now - payload.time());
              tally.ran(payload.index());
              return Outcome.done();
            })) {
      Process process = sender.start(queue, plan);
      try {
        boolean all = tally.await(Draining.PATIENCE_SECONDS);
        lab.say("all tasks of the sender ran: " + all);
      } finally {
        process.destroy();
      }
    }
    tally.addTo(figures);
    Pickup.report(samples, lab, figures);
    lab.discard(queue);
  }
}
