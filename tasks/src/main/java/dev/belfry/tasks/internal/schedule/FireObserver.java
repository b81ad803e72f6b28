package dev.belfry.tasks.internal.schedule;

import dev.belfry.tasks.internal.redis.Fired;
import dev.belfry.tasks.internal.redis.NewTask;
import java.time.Instant;

/** Is told of each fire, on the thread that fires; must not throw. */
public interface FireObserver {

  /** The task is about to be enqueued. */
  void before(ScheduledTask entry, Instant moment);

  /** That is what became of it; after an unknown result it is tried again. */
  void after(ScheduledTask entry, Instant moment, NewTask task, Fired fired);
}
