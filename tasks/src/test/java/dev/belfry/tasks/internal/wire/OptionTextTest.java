package dev.belfry.tasks.internal.wire;

import static dev.belfry.tasks.TaskOption.deadline;
import static dev.belfry.tasks.TaskOption.header;
import static dev.belfry.tasks.TaskOption.maxRetry;
import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.taskId;
import static dev.belfry.tasks.TaskOption.timeout;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OptionTextTest {

  @Test
  void options_areWrittenAsGoReadsThem() {
    assertThat(OptionText.of(queue("a\"b\\c\n\u0001ü")))
        .isEqualTo("Queue(\"a\\\"b\\\\c\\n\\x01ü\")");
    assertThat(OptionText.of(maxRetry(3))).isEqualTo("MaxRetry(3)");
    assertThat(OptionText.of(taskId("x"))).isEqualTo("TaskID(\"x\")");
    assertThat(OptionText.of(deadline(Instant.parse("2024-03-05T06:07:08.9Z"))))
        .isEqualTo("Deadline(Tue Mar  5 06:07:08 UTC 2024)");
    assertThat(OptionText.of(header("a", "<b>"))).isEqualTo("Header([\"a\",\"\\u003cb\\u003e\"])");
  }

  @Test
  void durations_haveTheFormOfGo() {
    assertThat(OptionText.of(timeout(Duration.ofSeconds(90)))).isEqualTo("Timeout(1m30s)");
    assertThat(go(Duration.ofHours(24))).isEqualTo("24h0m0s");
    assertThat(go(Duration.ofMinutes(10))).isEqualTo("10m0s");
    assertThat(go(Duration.ofMillis(1500))).isEqualTo("1.5s");
    assertThat(go(Duration.ofMillis(250))).isEqualTo("250ms");
    assertThat(go(Duration.ofNanos(250_000))).isEqualTo("250µs");
    assertThat(go(Duration.ofNanos(7))).isEqualTo("7ns");
    assertThat(go(Duration.ZERO)).isEqualTo("0s");
    assertThat(go(Duration.ofMinutes(-1))).isEqualTo("-1m0s");
  }

  private static String go(Duration duration) {
    String text = OptionText.of(processIn(duration));
    return text.substring("ProcessIn(".length(), text.length() - 1);
  }
}
