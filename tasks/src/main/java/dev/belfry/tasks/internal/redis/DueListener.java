package dev.belfry.tasks.internal.redis;

import java.time.Instant;

/** Hears of tasks that wait for their time. Called on a thread that must not block. */
public interface DueListener {

  /** A task was stored that is due then, and before all others in the set. */
  void dueAt(DelayedSet set, Instant moment);

  /** Another server has just looked; nothing in the set is due before then. */
  void nothingBefore(DelayedSet set, Instant moment);
}
