package dev.belfry.bench;

import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskContext;
import dev.belfry.tasks.TaskHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Runs any task: sleeps, fails now and then, and writes the run down before its outcome can reach
 * Redis. An interrupted run counts as failed.
 */
final class PlainHandler implements TaskHandler {
  private static final String DONE = "done";
  private static final String FAILED = "failed";

  private final RunLog log;
  private final Duration sleep;
  private final double failures;
  private final long seed;

  /**
   * A handler.
   *
   * @param failures the share of runs that fail, from 0 to 1
   * @param seed decides which ones: the same attempt of the same task always ends the same way
   */
  PlainHandler(RunLog log, Duration sleep, double failures, long seed) {
    this.log = log;
    this.sleep = sleep;
    this.failures = failures;
    this.seed = seed;
  }

  @Override
  public Outcome handle(Task task, TaskContext context) throws Exception {
    long start = System.currentTimeMillis();
    if (!sleep.isZero()) {
      try {
        Thread.sleep(sleep);
      } catch (InterruptedException e) {
        append(context, start, FAILED);
        throw e;
      }
    }
    if (fails(context)) {
      append(context, start, FAILED);
      throw new WantedFailure();
    }
    append(context, start, DONE);
    return Outcome.done();
  }

  private boolean fails(TaskContext context) {
    if (failures == 0) {
      return false;
    }
    long attempt = seed ^ (31L * context.taskId().hashCode() + context.retried());
    return new SplittableRandom(attempt).nextDouble() < failures;
  }

  private void append(TaskContext context, long start, String end) throws IOException {
    log.append(
        "%s %d %d %d %s"
            .formatted(
                context.taskId(), context.retried() + 1, start, System.currentTimeMillis(), end));
  }

  /** Fails a run on request; nobody needs to know where. */
  private static final class WantedFailure extends Exception {
    private static final long serialVersionUID = 1L;

    WantedFailure() {
      super("failing on request", null, false, false);
    }
  }
}
