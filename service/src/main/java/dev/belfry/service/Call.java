package dev.belfry.service;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A call of a service's method on a thread of its own, so that the caller can stop waiting for it.
 *
 * <p>The thread is a platform daemon, not a virtual thread: a method that spins, or that blocks
 * while it pins its carrier, would take a carrier away from the calls of the other services, and
 * two of them would stop everything on a machine with two cores.
 */
final class Call {
  private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
  private final Thread thread;

  private Call(String threadName, Service.StartAction action) {
    thread =
        Thread.ofPlatform()
            .daemon()
            .name(threadName)
            .unstarted(() -> {
              try {
                action.start();
                done.complete(null);
              } catch (Throwable t) {
                done.completeExceptionally(t);
              }
            });
  }

  static Call begin(String threadName, Service.StartAction action) {
    var call = new Call(threadName, action);
    call.thread.start();
    return call;
  }

  /** Completes when the method has returned or thrown. */
  CompletableFuture<@Nullable Void> done() {
    return done;
  }

  /**
   * Whether the method ended within the timeout. An interrupt of the caller does not end the wait.
   */
  boolean endsWithin(Duration timeout) {
    return ends(done, timeout);
  }

  static boolean ends(CompletableFuture<?> future, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
          return true;
        } catch (ExecutionException e) {
          return true;
        } catch (TimeoutException e) {
          return false;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What the method threw, or null if it has returned or still runs. */
  @Nullable Throwable failure() {
    return done.isCompletedExceptionally() ? done.exceptionNow() : null;
  }

  boolean succeeded() {
    return done.isDone() && !done.isCompletedExceptionally();
  }

  void interrupt() {
    thread.interrupt();
  }

  /** Where the method is right now, as an exception that can be logged. */
  Throwable whereabouts() {
    var here = new Throwable(thread.getName() + " is here");
    here.setStackTrace(thread.getStackTrace());
    return here;
  }
}
