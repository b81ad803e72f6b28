package dev.belfry.tasks.internal.server;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.internal.loop.Loop;
import dev.belfry.tasks.internal.redis.Expired;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets completed tasks when their retention is over and archived ones that are too old, and
 * finds groups that nobody knows of.
 */
final class Janitor {
  private static final Logger log = LoggerFactory.getLogger(Janitor.class);

  private final ServerContext context;
  private final Intervals intervals;
  private final StrandedGroups stranded;
  private final Loop loop;

  Janitor(ServerContext context) {
    this.context = context;
    this.intervals = context.settings().intervals();
    this.stranded = new StrandedGroups(context);
    this.loop = new Loop("janitor", context.contact(), this::clean);
  }

  void start() {
    loop.start();
  }

  /** Goes on at once while there is something to forget: one call takes a limited number. */
  private Duration clean() {
    boolean more = false;
    for (String queue : context.settings().queues().keySet()) {
      Expired expired = context.broker().deleteExpired(queue, intervals.janitorBatch());
      if (expired.archived() > 0) {
        log.info("queue {}: {} tasks are dropped from the archive", queue, expired.archived());
      }
      more |= Math.max(expired.completed(), expired.archived()) >= intervals.janitorBatch();
    }
    context.contact().succeeded();
    if (more) {
      return Duration.ZERO;
    }
    stranded.search();
    return intervals.janitor();
  }

  void stop(Deadline deadline) throws InterruptedException {
    loop.stop(deadline);
  }
}
