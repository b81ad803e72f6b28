package dev.belfry.bench.load;

import dev.belfry.tasks.Outcome;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Drains a queue through the usual slots of a server that holds many more tasks, none of which ends
 * before the measurement does; and the same without them.
 */
final class InFlight implements Measurement {
  /** The number of a task that is held. */
  private static final int HELD = -1;

  @Override
  public void run(Lab lab, Plan plan, Figures figures) throws InterruptedException {
    double alone = drain(lab, plan, 0, figures);
    double among = drain(lab, plan, plan.held(), figures);
    figures.put("inFlight", plan.held());
    figures.put("drainPerSecondWith0InFlight", alone);
    figures.put("drainPerSecondInFlight", among);
    lab.say("drain: %.0f/s; with %d in flight %.0f/s".formatted(alone, plan.held(), among));
  }

  private static double drain(Lab lab, Plan plan, int held, Figures figures)
      throws InterruptedException {
    String queue = lab.queue("inflight");
    Producers.run(
        plan.producers(),
        held,
        index -> lab.enqueue(queue, new Payload(HELD, 0).bytes(plan.payloadBytes())));
    CountDownLatch all = new CountDownLatch(held);
    CountDownLatch release = new CountDownLatch(1);
    AtomicLong first = new AtomicLong();
    Tally tally = new Tally(plan.tasks());
    double rate;
    try (var server =
        lab.serve(
            queue,
            plan.concurrency() + held,
            plan.prefetch(),
            (task, context) -> {
              int index = Payload.read(task.payload()).index();
              if (index == HELD) {
                all.countDown();
                release.await();
              } else {
                first.compareAndSet(0, System.nanoTime());
                tally.ran(index);
              }
              return Outcome.done();
            })) {
      all.await();
      // Paused, so that the queue is full before the first of them runs.
      lab.probe().pause(queue);
      Thread.sleep(PAUSE_SEEN_MILLIS);
      lab.fillInBatches(queue, plan.tasks(), plan, 1);
      lab.probe().resume(queue);
      boolean complete = tally.await(Draining.PATIENCE_SECONDS);
      rate = plan.tasks() * 1e9 / (System.nanoTime() - first.get());
      lab.say("all tasks ran: %s".formatted(complete));
      release.countDown();
      Draining.awaitEmpty(lab, queue);
    }
    tally.addTo(figures);
    lab.discard(queue);
    return rate;
  }

  /** Longer than any server takes to hear of a pause. */
  private static final int PAUSE_SEEN_MILLIS = 1500;
}
