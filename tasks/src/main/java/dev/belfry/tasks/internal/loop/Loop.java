package dev.belfry.tasks.internal.loop;

import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Does one thing again and again on a platform thread of its own: handlers that compute for long
 * keep all virtual threads waiting, and must not keep leases from being renewed. A turn that fails
 * is reported and tried again after a back-off; nothing that it throws ends the loop. Thread-safe.
 */
public final class Loop {

  /** One turn. */
  @FunctionalInterface
  public interface Turn {
    /**
     * Does the work, and returns how long to wait for the next turn unless somebody wakes the loop.
     */
    Duration run() throws Exception;
  }

  private final String name;
  private final RedisContact contact;
  private final Turn turn;
  private final Semaphore wakes = new Semaphore(0);
  private final Thread thread;
  private volatile boolean stopping;

  public Loop(String name, RedisContact contact, Turn turn) {
    this.name = name;
    this.contact = contact;
    this.turn = turn;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::repeat);
  }

  public void start() {
    thread.start();
  }

  /** Ends the waiting; a turn that is running is followed by another one. */
  public void wake() {
    if (wakes.availablePermits() == 0) {
      wakes.release();
    }
  }

  /** No turn begins from now on. Returns at once. */
  public void quiesce() {
    stopping = true;
    wakes.release();
  }

  /** Waits for the turn in hand until the deadline, then interrupts it. */
  public void stop(Deadline deadline) throws InterruptedException {
    quiesce();
    if (thread.getState() != Thread.State.NEW && !thread.join(deadline.remaining())) {
      thread.interrupt();
    }
  }

  private void repeat() {
    Backoff backoff = new Backoff();
    while (!stopping) {
      Duration pause;
      try {
        pause = turn.run();
        backoff.reset();
      } catch (Throwable e) {
        if (stopping) {
          return;
        }
        contact.failed(name, e);
        pause = backoff.next();
      }
      try {
        boolean woken = wakes.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
        if (woken) {
          wakes.drainPermits();
        }
      } catch (InterruptedException e) {
        // Without a stop it is a stray one, from code that a turn called.
        if (stopping) {
          return;
        }
      }
    }
  }
}
