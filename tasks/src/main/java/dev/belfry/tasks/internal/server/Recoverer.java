package dev.belfry.tasks.internal.server;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.internal.loop.Loop;
import dev.belfry.tasks.internal.redis.Recovery;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts tasks of dead workers back into their queues, and clears away what crashes left. */
final class Recoverer {
  private static final Logger log = LoggerFactory.getLogger(Recoverer.class);

  /** Between looks whether Redis has been back for long enough. */
  private static final Duration AFTER_SILENCE = Duration.ofSeconds(1);

  private final ServerContext context;
  private final Loop loop;

  Recoverer(ServerContext context) {
    this.context = context;
    this.loop = new Loop("recoverer", context.contact(), this::recover);
  }

  void start() {
    loop.start();
  }

  private Duration recover() {
    if (!context.contact().isTrustworthy()) {
      return AFTER_SILENCE;
    }
    for (String queue : context.settings().queues().keySet()) {
      if (context.broker().isAtRest(queue)) {
        continue;
      }
      Recovery recovery = context.broker().recover(queue);
      if (recovery.requeued() + recovery.archived() + recovery.healed() > 0) {
        log.info("queue {}: {}", queue, recovery);
      }
    }
    context.contact().succeeded();
    return context.settings().intervals().recover();
  }

  void stop(Deadline deadline) throws InterruptedException {
    loop.stop(deadline);
  }
}
