package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.internal.redis.Ack;
import dev.belfry.tasks.internal.redis.Taker;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells metrics and traces about runs. Trouble in there is logged and has no effect on the tasks.
 */
final class RunObserver {
  private static final Logger log = LoggerFactory.getLogger(RunObserver.class);

  private final RunMeters meters;
  private final RunTraces traces;

  RunObserver(RunMeters meters, RunTraces traces) {
    this.meters = meters;
    this.traces = traces;
  }

  /** Whether it matters how long tasks waited. */
  Taker.Waits waits() {
    return meters.isRead() ? Taker.Waits.TOLD : Taker.Waits.UNTOLD;
  }

  /** Runs the handler inside a span. */
  Outcome observe(Run run, Callable<Outcome> handler) throws Exception {
    return traces.trace(run, handler);
  }

  /** Called once per run, when it is clear what becomes of its task. */
  void decided(Run run, Ack ack) {
    try {
      meters.decided(run, ack);
    } catch (Throwable e) {
      log.warn("the metrics of {} are not recorded", run, e);
    }
  }
}
