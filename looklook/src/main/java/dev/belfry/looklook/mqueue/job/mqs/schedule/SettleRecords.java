package dev.belfry.looklook.mqueue.job.mqs.schedule;

import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskAction;
import dev.belfry.tasks.TaskContext;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settlement of each minute. The booking system has nothing to settle yet: this says so and
 * counts. Thread-safe.
 */
public final class SettleRecords implements TaskAction<Task> {
  private static final Logger log = LoggerFactory.getLogger(SettleRecords.class);

  private final AtomicLong count = new AtomicLong();

  @Override
  public void run(Task task, TaskContext context) {
    log.atInfo().addKeyValue("task", context.taskId()).log("settlement: nothing to settle");
    count.incrementAndGet();
  }

  /** How many settlements ran in this process. */
  public long count() {
    return count.get();
  }
}
