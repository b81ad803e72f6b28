package dev.belfry.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryDelayTest {

  @ParameterizedTest
  @CsvSource({"0, 15, 44", "1, 16, 74", "2, 31, 118", "3, 96, 212"})
  void standard_afterFailures_liesInTheRangeOfAsynq(int retried, long least, long most) {
    RetryDelay delay = RetryDelay.standard();

    for (int i = 0; i < 1000; i++) {
      assertThat(delay.after(retried, new Exception("x"), Task.of("t")))
          .isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most));
    }
  }
}
