package dev.belfry.messaging.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.messaging.BatchFailedException;
import dev.belfry.messaging.BatchHandler;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.RetryPlan;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchAttemptsTest {
  private static final RetryPlan TWICE = RetryPlan.fixed(Duration.ofMillis(7), 2);

  private final List<List<String>> batches = new ArrayList<>();

  @Test
  void batchThatReturns_isSettledAsAWhole() {
    var verdict = run(batch -> {}, batch(5));

    assertThat(verdict.settled()).isEqualTo(5);
    assertThat(verdict.next()).isEmpty();
    assertThat(batches).hasSize(1);
  }

  @Test
  void failureWithAnIndex_settlesWhatIsBeforeIt() {
    var verdict =
        run(
            batch -> {
              throw new BatchFailedException(3, new IOException("disk full"));
            },
            batch(5));

    assertThat(verdict.settled()).isEqualTo(3);
    assertThat(verdict.next().orElseThrow())
        .isInstanceOfSatisfying(
            Verdict.Again.class,
            again -> {
              assertThat(again.nextAttempt()).isEqualTo(2);
              assertThat(again.failure().reason()).isEqualTo("disk full");
              assertThat(again.failure().cause()).isInstanceOf(IOException.class);
            });
    assertThat(batches).hasSize(1);
  }

  @Test
  void messageOfTheBatchThatSpentItsAttempts_isSpent() {
    var messages = new ArrayList<>(batch(3));
    messages.set(0, messages.getFirst().withAttempt(2));

    var verdict =
        run(
            batch -> {
              throw new BatchFailedException(0, new IOException("disk full"));
            },
            messages);

    assertThat(verdict.settled()).isZero();
    assertThat(verdict.next().orElseThrow()).isInstanceOf(Verdict.Spent.class);
  }

  @Test
  void failureWithoutAnIndex_isFoundOneByOne() {
    var verdict =
        run(
            batch -> {
              if (batch.stream().anyMatch(message -> message.text().equals("2"))) {
                throw new IllegalStateException("somebody is wrong");
              }
            },
            batch(4));

    assertThat(verdict.settled()).isEqualTo(2);
    assertThat(verdict.next().orElseThrow()).isInstanceOf(Verdict.Again.class);
    assertThat(batches)
        .containsExactly(List.of("0", "1", "2", "3"), List.of("0"), List.of("1"), List.of("2"));
  }

  @Test
  void indexBeyondTheBatch_isNoIndex() {
    var verdict =
        run(
            batch -> {
              if (batch.size() > 1) {
                throw new BatchFailedException(7, null);
              }
            },
            batch(2));

    assertThat(verdict.settled()).isEqualTo(2);
    assertThat(verdict.next()).isEmpty();
  }

  @Test
  void interruptedBatch_isNotTriedOneByOne() {
    var verdict =
        run(
            batch -> {
              throw new InterruptedException();
            },
            batch(3));

    assertThat(verdict.settled()).isZero();
    assertThat(batches).hasSize(1);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  private BatchVerdict run(BatchHandler handler, List<Message> batch) {
    var observation =
        new Observation("test", "group", new SimpleMeterRegistry(), OpenTelemetry.noop());
    return new BatchAttempts(
            messages -> {
              batches.add(messages.stream().map(Message::text).toList());
              handler.handle(messages);
            },
            TWICE,
            observation)
        .run(batch);
  }

  private static List<Message> batch(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> Message.of("topic").offset(i).value(("" + i).getBytes(UTF_8)).build())
        .toList();
  }
}
