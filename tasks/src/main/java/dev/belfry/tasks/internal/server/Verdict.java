package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.RetryDelay;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.internal.redis.Ack;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what became of a run into what is written to Redis. Thread-safe. */
final class Verdict {
  private static final Logger log = LoggerFactory.getLogger(Verdict.class);

  private final RetryDelay retryDelay;

  Verdict(RetryDelay retryDelay) {
    this.retryDelay = retryDelay;
  }

  Ack of(Run run, Outcome outcome) {
    TaskMessage message = run.message();
    return switch (outcome) {
      case Outcome.Done done ->
          message.retentionSeconds() > 0
              ? new Ack.Complete(run.lease(), message)
              : new Ack.Done(run.lease(), message);
      case Outcome.Revoke revoke -> new Ack.Done(run.lease(), message);
      case Outcome.RetryIn retry -> run.retry(FailureText.clean(retry.reason()), retry.delay());
      case Outcome.Snooze snooze ->
          new Ack.Retry(run.lease(), message, message.error(), snooze.delay(), Ack.Cost.NOTHING);
      case Outcome.Archive archive ->
          new Ack.Archive(run.lease(), message, FailureText.clean(archive.reason()));
    };
  }

  Ack ofFailure(Run run, Task task, Throwable failure) {
    return run.retry(FailureText.of(failure), delay(run, task, failure));
  }

  /** What a run becomes that somebody interrupted; the text tells Go's tools why. */
  Ack ofInterruption(Run run, Task task, Interruption reason) {
    if (reason == Interruption.SERVER_STOPS) {
      return new Ack.Requeue(run.lease(), run.message());
    }
    return run.retry(reason.text, delay(run, task, new InterruptedException(reason.text)));
  }

  private Duration delay(Run run, Task task, Throwable failure) {
    try {
      Duration delay = retryDelay.after(run.retried(), failure, task);
      if (!delay.isNegative()) {
        return delay;
      }
      log.warn("the retry delay for {} is negative: {}; using the standard one", run, delay);
    } catch (Throwable e) {
      log.warn("the retry delay for {} failed; using the standard one", run, e);
    }
    return RetryDelay.standard().after(run.retried(), failure, task);
  }
}
