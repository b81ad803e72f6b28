package dev.belfry.kafka.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandlerPaceTest {
  private static final long QUICK = Duration.ofMillis(1).toNanos() / 10;
  private static final long SLOW = Duration.ofMillis(5).toNanos();

  private final HandlerPace pace = new HandlerPace();

  @BeforeEach
  void recordsAreQuick() {
    assertThat(pace.isQuick()).isFalse();
    pace.measured(QUICK, 500);
    assertThat(pace.isQuick()).isTrue();
  }

  @Test
  void oneLongRunThatIsSlow_isAPauseOfTheProcess() {
    pace.measured(SLOW, 500);
    assertThat(pace.isQuick()).isTrue();
    pace.measured(QUICK, 500);
    pace.measured(SLOW, 500);
    assertThat(pace.isQuick()).isTrue();
  }

  @Test
  void twoLongRunsThatAreSlow_areASlowHandler() {
    pace.measured(SLOW, 500);
    pace.measured(SLOW, 500);
    assertThat(pace.isQuick()).isFalse();
  }

  @Test
  void singleRecordsThatAreSlow_areASlowHandlerSoon() {
    pace.measured(SLOW, 1);
    assertThat(pace.isQuick()).isFalse();
  }
}
