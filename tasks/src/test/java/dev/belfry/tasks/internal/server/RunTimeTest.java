package dev.belfry.tasks.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTimeTest {
  private static final long NOW = 1_700_000_000;

  @ParameterizedTest(name = "timeout {0} s and deadline {1}: {2} s from now")
  @CsvSource({
    "0, 0, 1800",
    "20, 0, 20",
    "0, 1700000100, 100",
    "20, 1700000100, 20",
    "200, 1700000100, 100",
    "0, 1600000000, -100000000",
    "-5, 0, -5",
    "9223372036854775807, 0, 3153600000",
    "0, 9223372036854775807, 3153600000"
  })
  void deadline_timeoutAndDeadline_isTheEarlier(long timeout, long deadline, long expected) {
    TaskMessage message =
        TaskMessage.builder("t", "id", "q")
            .timeoutSeconds(timeout)
            .deadlineSeconds(deadline)
            .build();

    RunTime time = RunTime.of(message, Instant.ofEpochSecond(NOW));

    assertThat(time.deadline().getEpochSecond() - NOW).isEqualTo(expected);
    assertThat(time.isOver()).isEqualTo(expected < 0);
  }
}
