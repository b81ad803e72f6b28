package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskContext;
import dev.belfry.tasks.TaskErrorHandler;
import dev.belfry.tasks.TaskException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Tells the user's error handler of failures. Thread-safe. */
final class FailureReporter {
  private final @Nullable TaskErrorHandler handler;

  FailureReporter(@Nullable TaskErrorHandler handler) {
    this.handler = handler;
  }

  /** The result is there when the handler has ended, or was given up. */
  CompletableFuture<?> failed(TaskContext run, Task task, Throwable failure) {
    if (handler == null) {
      return CompletableFuture.completedFuture(run);
    }
    return UserCode.ask(
        "the error handler for " + run,
        () -> {
          handler.failed(task, run, failure);
          return run;
        },
        () -> run);
  }

  /** A handler may also return a failure; its caller waits until that is reported. */
  void returned(TaskContext run, Task task, Outcome outcome) {
    switch (outcome) {
      case Outcome.RetryIn retry -> failed(run, task, new TaskException(retry.reason())).join();
      case Outcome.Archive archive -> failed(run, task, new TaskException(archive.reason())).join();
      case Outcome.Done done -> {}
      case Outcome.Snooze snooze -> {}
      case Outcome.Revoke revoke -> {}
    }
  }

  /** Nobody waits for it: the caller may be one who watches over all runs. */
  void interrupted(TaskContext run, Task task, Interruption reason) {
    if (reason != Interruption.SERVER_STOPS) {
      CompletableFuture<?> unused = failed(run, task, reason.failure());
    }
  }
}
