package dev.belfry.tasks.internal.server;

import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.tasks.TaskStoreException;
import dev.belfry.tasks.internal.loop.Loop;
import java.time.Duration;

/** Asks Redis for a sign of life from time to time, and tells the user's listener. */
final class HealthReporter {
  private final ServerContext context;
  private final HealthCheck check;
  private final Loop loop;
  private boolean first = true;

  HealthReporter(ServerContext context, HealthCheck check) {
    this.context = context;
    this.check = check;
    this.loop = new Loop("health", context.contact(), this::report);
  }

  void start() {
    loop.start();
  }

  void stop(Deadline deadline) throws InterruptedException {
    loop.stop(deadline);
  }

  private Duration report() {
    if (first) {
      first = false;
      return check.interval();
    }
    Health health = ask();
    var unused =
        UserCode.ask(
                "the health listener of " + context.settings().name(),
                () -> {
                  check.listener().accept(health);
                  return health;
                },
                () -> health)
            .join();
    return check.interval();
  }

  private Health ask() {
    try {
      context.broker().ping();
      return Health.up();
    } catch (TaskStoreException e) {
      return Health.down(e.toString());
    }
  }
}
