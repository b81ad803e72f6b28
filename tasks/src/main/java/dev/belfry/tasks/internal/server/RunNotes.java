package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.Attempt;
import dev.belfry.tasks.AttemptNotes;
import dev.belfry.tasks.AttemptOutcome;
import dev.belfry.tasks.internal.redis.Ack;
import dev.belfry.tasks.internal.wire.AttemptNote;
import java.util.Optional;

/** Adds to the outcome of a run what is to be remembered of it. Thread-safe. */
final class RunNotes {
  private final AttemptNotes wanted;
  private final String worker;

  RunNotes(ServerContext context) {
    wanted = context.settings().notes();
    worker = context.identity().toString();
  }

  /** The same outcome, with a note unless the task is forgotten with it. */
  Ack noted(Run run, Ack ack) {
    if (wanted == AttemptNotes.NONE) {
      return ack;
    }
    return switch (ack) {
      case Ack.Done done -> done;
      case Ack.Requeue requeue -> requeue;
      case Ack.Complete(var lease, var message, var note) ->
          new Ack.Complete(lease, message, note(run, AttemptOutcome.DONE, ""));
      case Ack.Retry(var lease, var message, var error, var delay, var cost, var note) ->
          new Ack.Retry(
              lease,
              message,
              error,
              delay,
              cost,
              cost == Ack.Cost.RETRY
                  ? note(run, AttemptOutcome.RETRY, error)
                  // A snoozed task keeps its last error, which is not of this attempt.
                  : note(run, AttemptOutcome.AGAIN, error.equals(message.error()) ? "" : error));
      case Ack.Archive(var lease, var message, var error, var note) ->
          new Ack.Archive(lease, message, error, note(run, AttemptOutcome.ARCHIVED, error));
    };
  }

  private String note(Run run, AttemptOutcome outcome, String error) {
    RunTime time = run.time();
    return AttemptNote.encode(
        new Attempt(
            time.startedAt(), Optional.of(time.elapsed()), outcome, run.retried(), worker, error));
  }
}
