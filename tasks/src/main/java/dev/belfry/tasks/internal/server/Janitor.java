package dev.belfry.tasks.internal.server;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.internal.loop.Loop;
import java.time.Duration;

/** Forgets completed tasks when their retention is over. */
final class Janitor {
  private static final Duration INTERVAL = Duration.ofSeconds(8);

  private final ServerContext context;
  private final Loop loop;

  Janitor(ServerContext context) {
    this.context = context;
    this.loop = new Loop("janitor", context.contact(), this::clean);
  }

  void start() {
    loop.start();
  }

  /** Goes on at once while there is something to forget: one call takes a limited number. */
  private Duration clean() {
    int deleted = 0;
    for (String queue : context.settings().queues().keySet()) {
      deleted += context.broker().deleteExpired(queue);
    }
    context.contact().succeeded();
    return deleted > 0 ? Duration.ZERO : INTERVAL;
  }

  void stop(Deadline deadline) throws InterruptedException {
    loop.stop(deadline);
  }
}
