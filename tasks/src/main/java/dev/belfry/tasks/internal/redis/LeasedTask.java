package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.util.Optional;

/**
 * A task that was taken from its queue and must be acknowledged.
 *
 * @param message what was stored
 * @param lease the right to run it
 * @param waited how long it was ready to run before it was taken; empty if nobody wrote down since
 *     when
 */
public record LeasedTask(TaskMessage message, Lease lease, Optional<Duration> waited) {

  /** One of which it is not known how long it waited. */
  public LeasedTask(TaskMessage message, Lease lease) {
    this(message, lease, Optional.empty());
  }
}
