package dev.belfry.bench.load;

import dev.belfry.tasks.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what Redis processes while a server of one queue has nothing to do: {@code
 * total_commands_processed}, which includes the commands within scripts and those of other clients.
 */
final class Idle implements Measurement {
  /** Until the duties that run once at the start are done. */
  private static final Duration SETTLE = Duration.ofSeconds(3);

  @Override
  public void run(Lab lab, Plan plan, Figures figures) throws InterruptedException {
    String queue = lab.queue("idle");
    // The queue exists, as it does wherever a server has ever worked.
    lab.enqueue(queue, new Payload(0, 0).bytes(plan.payloadBytes()));
    try (var server =
        lab.serve(queue, plan.concurrency(), plan.prefetch(), (task, context) -> Outcome.done())) {
      Thread.sleep(SETTLE);
      Map<String, Long> before = lab.probe().calls();
      long commands = lab.probe().commands();
      long begin = System.nanoTime();
      Thread.sleep(plan.idle());
      // The probe's own INFO is one of them.
      double count = lab.probe().commands() - commands - 1;
      double seconds = (System.nanoTime() - begin) / 1e9;
      Map<String, Long> calls = more(before, lab.probe().calls());
      figures.put("idleSeconds", seconds);
      figures.put("idleCommandsPerSecond", count / seconds);
      figures.put("idleCalls", calls);
      lab.say("idle: %.2f commands/s in %.0f s: %s".formatted(count / seconds, seconds, calls));
    }
    lab.discard(queue);
  }

  /** What was called in the meantime, without the probe's own {@code INFO}. */
  private static Map<String, Long> more(Map<String, Long> before, Map<String, Long> after) {
    Map<String, Long> more = new TreeMap<>(after);
    before.forEach((call, count) -> more.merge(call, -count, Long::sum));
    more.remove("info");
    more.values().removeIf(count -> count == 0);
    return more;
  }
}
