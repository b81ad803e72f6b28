package dev.belfry.tasks.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serial;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FailureTextTest {

  @Test
  void of_nestedFailure_namesItAndItsRoot() {
    Exception failure = new IllegalStateException("outer", new RuntimeException(new Error("root")));

    assertThat(FailureText.of(failure))
        .isEqualTo("java.lang.IllegalStateException: outer; caused by java.lang.Error: root");
  }

  @Test
  void of_failureThatCannotDescribeItself_isItsClass() {
    assertThat(FailureText.of(new Mute())).isEqualTo(Mute.class.getName());
  }

  @Test
  void clean_loneSurrogate_isReplaced() {
    String text = FailureText.clean("a\uD800b\uD83D\uDE00");

    assertThat(text).isEqualTo("a\uFFFDb\uD83D\uDE00");
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
  }

  @Test
  void clean_longText_isCutAndMarked() {
    assertThat(FailureText.clean("x".repeat(1_000_000)))
        .hasSize(FailureText.MAX_LENGTH)
        .endsWith("x…");
    assertThat(FailureText.clean("\uD83D\uDE00".repeat(5_000))).hasSizeLessThanOrEqualTo(2_001);
  }

  private static final class Mute extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no words");
    }
  }
}
