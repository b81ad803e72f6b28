package dev.belfry.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExponentialRetryTest {

  @Test
  void delays_growToTheLongestAndEndWithTheLastAttempt() {
    var plan =
        RetryPlan.exponential()
            .firstDelay(Duration.ofMillis(100))
            .maxDelay(Duration.ofMillis(500))
            .factor(2)
            .jitter(0)
            .maxAttempts(6)
            .build();

    assertThat(IntStream.rangeClosed(1, 6).mapToObj(attempt -> plan.delayAfter(attempt, null)))
        .map(delay -> delay.map(Duration::toMillis).orElse(-1L))
        .containsExactly(100L, 200L, 400L, 500L, 500L, -1L);
  }

  @Test
  void hugeAttempt_hasTheLongestDelay() {
    var plan = RetryPlan.exponential().jitter(0).maxAttempts(Integer.MAX_VALUE).build();

    assertThat(plan.delayAfter(1_000_000, null)).contains(ExponentialRetry.DEFAULT_MAX_DELAY);
  }

  @Test
  void jitter_movesDelaysWithinItsPart() {
    var seed = System.nanoTime();
    System.out.println("seed " + seed);
    var plan =
        RetryPlan.exponential()
            .firstDelay(Duration.ofSeconds(1))
            .jitter(0.2)
            .random(new Random(seed))
            .build();

    var delays =
        IntStream.range(0, 1_000)
            .mapToObj(i -> plan.delayAfter(1, null).orElseThrow().toMillis())
            .toList();

    assertThat(delays).allMatch(millis -> millis >= 800 && millis <= 1_200);
    assertThat(delays.stream().distinct().count()).isGreaterThan(100);
  }

  @Test
  void failureThatNoAttemptHelps_endsAtOnceWithItsSubclasses() {
    var plan = RetryPlan.exponential().notRetryable(RuntimeException.class).build();

    assertThat(plan.delayAfter(1, new UncheckedIOException(new IOException()))).isEmpty();
    assertThat(plan.delayAfter(1, new IOException())).isPresent();
  }

  @Test
  void impossibleSettings_areRefused() {
    assertThatThrownBy(() -> RetryPlan.exponential().maxAttempts(0))
        .hasMessage("maxAttempts must be at least 1, not 0");
    assertThatThrownBy(() -> RetryPlan.exponential().firstDelay(Duration.ZERO))
        .hasMessage("firstDelay must be positive, not PT0S");
    assertThatThrownBy(() -> RetryPlan.exponential().jitter(1.5))
        .hasMessage("jitter must be from 0 to 1, not 1.5");
  }
}
