package dev.belfry.messaging.spi;

import dev.belfry.messaging.BatchFailedException;
import dev.belfry.messaging.BatchHandler;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.RetryPlan;
import java.util.List;
import java.util.Optional;

/**
 * Makes one attempt at a batch and judges it by the retry plan. If the handler does not say which
 * message failed, this hands the messages over one by one, at once and in their order, until one
 * fails: only a message that failed by itself loses an attempt or becomes a dead letter. It never
 * throws. Thread-safe.
 */
public final class BatchAttempts {
  private final BatchHandler handler;
  private final Attempts single;
  private final Observation observation;

  public BatchAttempts(BatchHandler handler, RetryPlan plan, Observation observation) {
    this.handler = handler;
    this.observation = observation;
    this.single =
        new Attempts(
            message -> {
              handle(List.of(message));
              return Outcome.done();
            },
            plan,
            observation);
  }

  /** Calls the handler on this thread; its interruption is cleared afterwards. */
  public BatchVerdict run(List<Message> batch) {
    if (batch.size() == 1) {
      return oneByOne(batch);
    }
    try (var observed = observation.begin(batch)) {
      try (var scope = observed.context().makeCurrent()) {
        handler.handle(batch);
        observed.ended(Outcome.done());
        return new BatchVerdict(batch.size(), Optional.empty());
      } catch (BatchFailedException failure) {
        observed.failed(failure);
        if (failure.index() < batch.size()) {
          var failed = batch.get(failure.index());
          return new BatchVerdict(
              failure.index(), Optional.of(single.failed(failed, causeOf(failure))));
        }
      } catch (Throwable failure) {
        observed.failed(failure);
        if (failure instanceof InterruptedException) {
          return new BatchVerdict(0, Optional.of(single.failed(batch.getFirst(), failure)));
        }
      } finally {
        Thread.interrupted();
      }
    }
    return oneByOne(batch);
  }

  private BatchVerdict oneByOne(List<Message> batch) {
    for (var index = 0; index < batch.size(); index++) {
      var verdict = single.run(batch.get(index));
      if (!(verdict instanceof Verdict.Settled)) {
        return new BatchVerdict(index, Optional.of(verdict));
      }
    }
    return new BatchVerdict(batch.size(), Optional.empty());
  }

  private void handle(List<Message> one) throws Exception {
    try {
      handler.handle(one);
    } catch (BatchFailedException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static Throwable causeOf(BatchFailedException failure) {
    var cause = failure.getCause();
    return cause == null ? failure : cause;
  }
}
