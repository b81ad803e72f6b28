package dev.belfry.tasks.internal.redis;

import java.time.Duration;

/** What a look whether a group is to be aggregated found. */
public sealed interface GroupCheck {

  /**
   * When a group is to be aggregated.
   *
   * @param grace it has got no task for that long; whole seconds
   * @param maxDelay or a task has waited for that long; zero for no such limit
   * @param enough or it has so many tasks; zero for no such limit
   * @param most at most how many tasks to take
   */
  record Limits(Duration grace, Duration maxDelay, int enough, int most) {}

  /** It is time: the set was made. */
  record Staged(int size) implements GroupCheck {}

  /** It is not time; look again after a while, if no task comes before. */
  record NotYet(Duration pause) implements GroupCheck {}

  /** The group has no tasks. */
  record Empty() implements GroupCheck {}
}
