package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.internal.wire.Keys;
import java.util.Locale;
import java.util.Optional;

/** The two sets of a queue in which tasks wait for their time. */
public enum DelayedSet {
  /** Tasks that were enqueued with a delay. */
  SCHEDULED(TaskState.SCHEDULED),
  /** Tasks that failed and are to be tried again. */
  RETRY(TaskState.RETRY);

  private final TaskState state;

  DelayedSet(TaskState state) {
    this.state = state;
  }

  String key(Keys keys) {
    return keys.container(state);
  }

  /** The set that the scripts call by this name. */
  static Optional<DelayedSet> named(String name) {
    for (DelayedSet set : values()) {
      if (set.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(set);
      }
    }
    return Optional.empty();
  }
}
