package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.internal.loop.Backoff;
import dev.belfry.tasks.internal.redis.Fetch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What an {@link Exchanger} knows of one queue. {@link #add} and the gate are for all threads, the
 * rest is for the exchanger's turns.
 */
final class QueueLane {
  /** Whether it makes sense to ask the queue for tasks. */
  enum Gate {
    /** It may have some. */
    OPEN,
    /** It had none; somebody has to wait for a push. */
    EMPTY,
    /** It had none; a push is waited for. */
    AWAITED,
    /** It is paused. */
    PAUSED,
    /** The last exchange failed. */
    FAILED
  }

  private final String queue;
  private final Queue<Run> inbox = new ConcurrentLinkedQueue<>();
  private final Deque<Run> successes = new ArrayDeque<>();
  private final Backoff backoff = new Backoff();
  private volatile Gate gate = Gate.OPEN;
  private volatile long opensAt;
  private int flights;

  QueueLane(String queue) {
    this.queue = queue;
  }

  String queue() {
    return queue;
  }

  /** The run succeeded, which is to be written. */
  void add(Run success) {
    inbox.add(success);
  }

  Gate gate() {
    return gate;
  }

  void gate(Gate changed) {
    gate = changed;
  }

  /** When to open the gate again, on the monotonic clock. */
  long opensAt() {
    return opensAt;
  }

  /** How many successes wait to be written. */
  int waiting() {
    for (Run run = inbox.poll(); run != null; run = inbox.poll()) {
      successes.add(run);
    }
    return successes.size();
  }

  /** How many exchanges are under way. */
  int flights() {
    return flights;
  }

  /** Takes the oldest successes along. */
  List<Run> depart(int most) {
    flights++;
    int count = Math.min(most, successes.size());
    List<Run> load = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      load.add(successes.remove());
    }
    return load;
  }

  void landed(int asked, Fetch fetch) {
    flights--;
    backoff.reset();
    if (gate != Gate.OPEN) {
      return;
    }
    if (fetch.status() == Fetch.Status.PAUSED) {
      gate = Gate.PAUSED;
    } else if (fetch.tasks().size() < asked) {
      // If there is more after all, the wait for a push ends at once.
      gate = Gate.EMPTY;
    }
  }

  void crashed() {
    flights--;
    opensAt = System.nanoTime() + backoff.next().toNanos();
    gate = Gate.FAILED;
  }
}
