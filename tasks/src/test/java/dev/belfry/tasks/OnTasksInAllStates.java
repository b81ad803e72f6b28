package dev.belfry.tasks;

import static dev.belfry.tasks.GoStore.bytes;
import static dev.belfry.tasks.GoStore.keys;

import dev.belfry.tasks.internal.wire.Keys;

/** A queue with a task in each state, and one that an aggregator has. */
abstract class OnTasksInAllStates extends OnSoundStore {
  static final String Q = "q1";

  static final Keys KEYS = keys(Q);

  private static final String SET = "g:0b0e31d6-3d9c-4e8a-9f2e-1f1d7c6b5a49";

  private static void stage(String id) {
    store.grouped(Q, "g", id, store.second());
    store.raw().zrem(KEYS.group("g"), bytes(id));
    if (store.raw().exists(KEYS.group("g")) == 0) {
      store.raw().srem(KEYS.groups(), bytes("g"));
    }
    store.raw().zadd(KEYS.group(SET), (double) store.second(), bytes(id));
    store.raw().zadd(KEYS.aggregationSets(), store.second() + 100.0, bytes(KEYS.group(SET)));
  }

  static void allStates() {
    long now = store.second();
    store.pending(Q, "pending");
    store.active(Q, "active", now + 30);
    store.waiting(Q, TaskState.SCHEDULED, "scheduled", now + 100);
    store.waiting(Q, TaskState.RETRY, "retry", now + 50);
    store.waiting(Q, TaskState.ARCHIVED, "archived", now - 50);
    store.waiting(Q, TaskState.COMPLETED, "completed", now + 500);
    store.grouped(Q, "g", "aggregating", now);
    stage("staged");
  }
}
