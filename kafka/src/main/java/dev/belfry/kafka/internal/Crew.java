package dev.belfry.kafka.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The virtual threads of one member, at most so many at work as handlers may run at once. A thread
 * goes from task to task as long as there are any, so that short handlers cost no start of a thread
 * each. A task that has to wait gives its place to another meanwhile. Thread-safe.
 */
final class Crew {
  private final int size;
  private final String threadName;
  private final Places places;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  Crew(int size, String threadName) {
    this.size = size;
    this.threadName = threadName;
    this.places = new Places(size);
  }

  private static final class Places extends Semaphore {
    private static final long serialVersionUID = 1;

    Places(int size) {
      super(size, true); // Fair: who comes back from a wait gets the next place.
    }

    /** Takes a place though there may be none. */
    void overdraw() {
      reducePermits(1);
    }

    boolean isOverdrawn() {
      return availablePermits() < 0;
    }
  }

  /** How many may be at work at once. */
  int size() {
    return size;
  }

  /** Whether a task should make room for others before it goes on. */
  boolean isWanted() {
    return !tasks.isEmpty() || places.isOverdrawn();
  }

  /** Runs a task when its turn comes. It must not throw. */
  void submit(Runnable task) {
    tasks.add(task);
    hire();
  }

  /** The calling task waits for something from now on. */
  void leave() {
    places.release();
    hire();
  }

  /** The calling task goes on when its turn comes, or it is interrupted. */
  void comeBack() {
    try {
      places.acquire();
    } catch (InterruptedException e) {
      places.overdraw();
      Thread.currentThread().interrupt();
    }
  }

  /** The calling task ends what it has in hand, which needs no place of those who work. */
  void comeToGiveUp() {
    places.overdraw();
  }

  private void hire() {
    if (!tasks.isEmpty() && hasPlace()) {
      Thread.ofVirtual().name(threadName).start(this::work);
    }
  }

  /** Behind those who come back. */
  private boolean hasPlace() {
    try {
      return places.tryAcquire(0, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return places.tryAcquire();
    }
  }

  private void work() {
    while (!places.hasQueuedThreads() && !places.isOverdrawn()) {
      var task = tasks.poll();
      if (task == null) {
        break;
      }
      task.run();
    }
    places.release();
    // A task that came after the look into the queue found all places taken.
    hire();
  }
}
