package dev.belfry.messaging.spi;

import static java.util.Objects.requireNonNull;

import dev.belfry.messaging.Message;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.RetryPlace;
import dev.belfry.messaging.RetryPlan;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one attempt at a message, observed by a span and a timer, and judges it by the retry plan.
 * It never throws: whatever the handler does becomes a {@link Verdict}. Thread-safe.
 */
public final class Attempts {
  private static final Logger log = LoggerFactory.getLogger(Attempts.class);
  private static final Verdict SETTLED = new Verdict.Settled();

  private final MessageHandler handler;
  private final RetryPlan plan;
  private final Observation observation;

  public Attempts(MessageHandler handler, RetryPlan plan, Observation observation) {
    this.handler = handler;
    this.plan = plan;
    this.observation = observation;
  }

  /** Calls the handler once, on this thread; its interruption is cleared afterwards. */
  public Verdict run(Message message) {
    try (var observed = observation.begin(message)) {
      Outcome outcome;
      try (var scope = observed.context().makeCurrent()) {
        outcome =
            requireNonNull(handler.handle(message), "the handler returned no outcome but null");
      } catch (Throwable failure) {
        // Errors too: one message that overflows the stack must not end the consumer.
        observed.failed(failure);
        return judge(message, describe(failure), failure, Optional.empty());
      } finally {
        Thread.interrupted();
      }
      observed.ended(outcome);
      return switch (outcome) {
        case Outcome.Done done -> SETTLED;
        case Outcome.Drop drop -> {
          log.info("dropped {}: {}", message, drop.reason());
          yield SETTLED;
        }
        case Outcome.DeadLetter letter ->
            new Verdict.Spent(new Failure(letter.reason(), letter.cause(), message.attempt()));
        case Outcome.RetryIn retry ->
            judge(message, retry.reason(), null, Optional.of(retry.delay()));
        case Outcome.Snooze snooze ->
            new Verdict.Again(
                snooze.delay(),
                message.attempt(),
                RetryPlace.IN_PLACE,
                new Failure(snooze.reason(), null, message.attempt() - 1));
      };
    }
  }

  private Verdict judge(
      Message message, String reason, @Nullable Throwable cause, Optional<Duration> asked) {
    var failure = new Failure(reason, cause, message.attempt());
    var planned = plan.delayAfter(message.attempt(), cause);
    if (planned.isEmpty()) {
      return new Verdict.Spent(failure);
    }
    return new Verdict.Again(
        asked.orElse(planned.get()),
        message.attempt() + 1,
        plan.placeAfter(message.attempt(), cause),
        failure);
  }

  private static String describe(Throwable failure) {
    var text = failure.getMessage();
    return text == null ? failure.getClass().getSimpleName() : text;
  }
}
