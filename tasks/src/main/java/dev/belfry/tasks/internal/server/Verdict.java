package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.RetryDelay;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.internal.redis.Ack;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what became of a run into what is written to Redis. Where that depends on users' code, the
 * answer comes later, but it comes. Thread-safe.
 */
final class Verdict {
  private static final Logger log = LoggerFactory.getLogger(Verdict.class);

  /** What users' code says about a failure. */
  private record Judgement(Ack.Cost cost, Duration delay) {}

  private final FailurePolicy policy;

  Verdict(FailurePolicy policy) {
    this.policy = policy;
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

  CompletableFuture<Ack> ofFailure(Run run, Task task, Throwable failure) {
    return ofFailure(run, task, failure, FailureText.of(failure));
  }

  /** What a run becomes that somebody interrupted; the text tells Go's tools why. */
  CompletableFuture<Ack> ofInterruption(Run run, Task task, Interruption reason) {
    if (reason == Interruption.SERVER_STOPS) {
      return CompletableFuture.completedFuture(new Ack.Requeue(run.lease(), run.message()));
    }
    if (reason == Interruption.TIME_IS_UP && run.time().isDeadlineOver(run.message())) {
      return CompletableFuture.completedFuture(overdue(run, reason.text));
    }
    return ofFailure(run, task, reason.failure(), reason.text);
  }

  /** A deadline does not come back: another attempt could not even begin. */
  Ack overdue(Run run, String error) {
    return new Ack.Archive(run.lease(), run.message(), error);
  }

  private CompletableFuture<Ack> ofFailure(Run run, Task task, Throwable failure, String error) {
    return judge(run, task, failure).thenApply(judgement -> ack(run, error, judgement));
  }

  /** What is no failure is never archived for want of attempts: it burns none. */
  private static Ack ack(Run run, String error, Judgement judgement) {
    return judgement.cost() == Ack.Cost.RETRY
        ? run.retry(error, judgement.delay())
        : new Ack.Retry(run.lease(), run.message(), error, judgement.delay(), judgement.cost());
  }

  private CompletableFuture<Judgement> judge(Run run, Task task, Throwable failure) {
    Judgement usual =
        new Judgement(Ack.Cost.RETRY, RetryDelay.standard().after(run.retried(), failure, task));
    if (policy.retryDelay() == null && policy.isFailure() == null) {
      return CompletableFuture.completedFuture(usual);
    }
    return UserCode.ask(
        "the retry policy for " + run, () -> ask(run, task, failure, usual), () -> usual);
  }

  private Judgement ask(Run run, Task task, Throwable failure, Judgement usual) {
    boolean counts = policy.isFailure() == null || policy.isFailure().test(failure);
    Ack.Cost cost = counts ? Ack.Cost.RETRY : Ack.Cost.NOTHING;
    if (policy.retryDelay() == null) {
      return new Judgement(cost, usual.delay());
    }
    Duration delay = policy.retryDelay().after(run.retried(), failure, task);
    if (delay.isNegative()) {
      log.warn("the retry delay for {} is negative: {}; using the standard one", run, delay);
      return new Judgement(cost, usual.delay());
    }
    return new Judgement(cost, delay);
  }
}
