package dev.belfry.messaging.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.messaging.Message;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.RetryPlace;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.service.codec.CodecException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private static final RetryPlan TWICE =
      RetryPlan.exponential().jitter(0).firstDelay(Duration.ofMillis(7)).maxAttempts(2).build();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Message message = Message.of("topic").value("{\"n\": 5}".getBytes(UTF_8)).build();

  @Test
  void handlerThatReturns_settles() {
    assertThat(run(any -> Outcome.done(), message)).isEqualTo(new Verdict.Settled());
    assertThat(run(any -> Outcome.drop("old"), message)).isEqualTo(new Verdict.Settled());
    assertThat(count("done")).isEqualTo(1);
    assertThat(count("dropped")).isEqualTo(1);
  }

  @Test
  void handlerThatThrows_isTriedAgainThenSpent() {
    MessageHandler failing =
        any -> {
          throw new IllegalStateException("down");
        };

    assertThat(run(failing, message))
        .isInstanceOfSatisfying(
            Verdict.Again.class,
            again -> {
              assertThat(again.delay()).isEqualTo(Duration.ofMillis(7));
              assertThat(again.failure().reason()).isEqualTo("down");
            });
    assertThat(run(failing, message.withAttempt(2)))
        .isInstanceOfSatisfying(
            Verdict.Spent.class,
            spent -> {
              assertThat(spent.failure().attempts()).isEqualTo(2);
              assertThat(spent.failure().cause()).isInstanceOf(IllegalStateException.class);
            });
    assertThat(count("failed")).isEqualTo(2);
  }

  @Test
  @SuppressWarnings("NullAway") // As code that was compiled without it may do.
  void handlerThatReturnsNull_hasFailed() {
    assertThat(run(any -> null, message))
        .isInstanceOfSatisfying(
            Verdict.Again.class,
            again ->
                assertThat(again.failure().reason())
                    .isEqualTo("the handler returned no outcome but null"));
    assertThat(count("failed")).isEqualTo(1);
  }

  @Test
  void handlerThatAsksForADelay_getsItUntilItsAttemptsAreSpent() {
    MessageHandler asking = any -> Outcome.retryIn(Duration.ofMinutes(1), "not yet");

    assertThat(run(asking, message))
        .isEqualTo(
            new Verdict.Again(
                Duration.ofMinutes(1), 2, RetryPlace.IN_PLACE, new Failure("not yet", null, 1)));
    assertThat(run(asking, message.withAttempt(2)))
        .isEqualTo(new Verdict.Spent(new Failure("not yet", null, 2)));
  }

  @Test
  void handlerThatSnoozes_keepsItsAttempt() {
    MessageHandler snoozing = any -> Outcome.snooze(Duration.ofSeconds(3), "not my turn");

    assertThat(run(snoozing, message.withAttempt(2)))
        .isEqualTo(
            new Verdict.Again(
                Duration.ofSeconds(3),
                2,
                RetryPlace.IN_PLACE,
                new Failure("not my turn", null, 1)));
    assertThat(count("snoozed")).isEqualTo(1);
  }

  @Test
  void planForARetryTopic_saysSoInTheVerdict() {
    var observation = new Observation("test", "group", meters, OpenTelemetry.noop());
    var attempts =
        new Attempts(
            any -> Outcome.retryIn(Duration.ZERO, "later"), TWICE.onRetryTopic(), observation);

    assertThat(attempts.run(message))
        .isInstanceOfSatisfying(
            Verdict.Again.class,
            again -> assertThat(again.place()).isEqualTo(RetryPlace.RETRY_TOPIC));
  }

  @Test
  void errorOfAHandler_isAFailureLikeAnyOther() {
    MessageHandler overflowing =
        any -> {
          throw new StackOverflowError();
        };

    assertThat(run(overflowing, message))
        .isInstanceOfSatisfying(
            Verdict.Again.class,
            again -> assertThat(again.failure().reason()).isEqualTo("StackOverflowError"));
  }

  @Test
  void interruptionOfAHandler_doesNotOutliveTheAttempt() {
    MessageHandler interrupted =
        any -> {
          Thread.currentThread().interrupt();
          return Outcome.done();
        };

    assertThat(run(interrupted, message)).isEqualTo(new Verdict.Settled());
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void typedHandler_decodesAndPutsAsideWhatItCannotDecode() {
    record Five(int n) {}
    var seen = new ArrayList<Five>();
    var handler = MessageHandler.of(Five.class, (value, any) -> seen.add(value));

    assertThat(run(handler, message)).isEqualTo(new Verdict.Settled());
    assertThat(seen).containsExactly(new Five(5));
    assertThat(run(handler, message.toBuilder().value(new byte[] {'{'}).build()))
        .isInstanceOfSatisfying(
            Verdict.Spent.class,
            spent -> {
              assertThat(spent.failure().reason()).startsWith("undecodable: ");
              assertThat(spent.failure().cause()).isInstanceOf(CodecException.class);
            });
    assertThat(count("dead-letter")).isEqualTo(1);
  }

  private Verdict run(MessageHandler handler, Message of) {
    var observation = new Observation("test", "group", meters, OpenTelemetry.noop());
    return new Attempts(handler, TWICE, observation).run(of);
  }

  private long count(String outcome) {
    return meters.get(Observation.TIMER).tag("outcome", outcome).timer().count();
  }
}
