package dev.belfry.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryByFailureTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final RetryPlan plan =
      RetryPlan.byFailure(RetryPlan.fixed(SECOND, 2))
          .on(FileNotFoundException.class, RetryPlan.none())
          .on(IOException.class, RetryPlan.fixed(MINUTE, 60).onRetryTopic())
          .build();

  @Test
  void eachClass_hasItsPlan() {
    assertThat(plan.delayAfter(1, new FileNotFoundException())).isEmpty();
    assertThat(plan.delayAfter(59, new IOException())).contains(MINUTE);
    assertThat(plan.delayAfter(60, new IOException())).isEmpty();
    assertThat(plan.delayAfter(1, new IllegalStateException())).contains(SECOND);
    assertThat(plan.delayAfter(2, null)).isEmpty();
  }

  @Test
  void eachClass_waitsWhereItsPlanSays() {
    assertThat(plan.placeAfter(1, new IOException())).isEqualTo(RetryPlace.RETRY_TOPIC);
    assertThat(plan.placeAfter(1, new IllegalStateException())).isEqualTo(RetryPlace.IN_PLACE);
    assertThat(plan.placeAfter(1, null)).isEqualTo(RetryPlace.IN_PLACE);
  }

  @Test
  void fixedPlanWithoutADelay_isRefused() {
    assertThatThrownBy(() -> RetryPlan.fixed(Duration.ZERO, 3))
        .hasMessage("firstDelay must be positive, not PT0S");
  }
}
