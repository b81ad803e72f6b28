package dev.belfry.bench;

import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskContext;
import dev.belfry.tasks.TaskHandler;
import java.io.IOException;
import java.time.Duration;

/**
 * Runs any task: sleeps, fails now and then, and writes the run down before its outcome can reach
 * Redis. An interrupted run counts as failed.
 *
 * @param sleep how long each run takes
 * @param failures which runs fail
 */
record PlainHandler(RunLog log, Duration sleep, FailingRuns failures) implements TaskHandler {
  private static final String DONE = "done";
  private static final String FAILED = "failed";

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
    if (failures.contains(context.taskId(), context.retried())) {
      append(context, start, FAILED);
      throw new WantedFailure();
    }
    append(context, start, DONE);
    return Outcome.done();
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
