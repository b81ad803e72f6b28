package dev.belfry.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Wrong calls of {@code belfry console} say what is wrong. */
class ConsoleCommandTest {
  private final StringWriter err = new StringWriter();
  private final CommandLine line =
      new CommandLine(new ConsoleCommand())
          .setErr(new PrintWriter(err))
          .setExecutionExceptionHandler((failure, command, call) -> {
            err.append(failure.getMessage());
            return 1;
          });

  @Test
  void call_beyondThisMachineWithoutUsers_saysWhatToSet() {
    assertThat(line.execute("--host", "0.0.0.0", "--port", "0")).isEqualTo(1);
    assertThat(err.toString()).contains("UsersFile");
  }

  @Test
  void call_wrongAddress_isAWrongCall() {
    assertThat(line.execute("--redis", "http://x")).isEqualTo(2);
    assertThat(line.execute("--base-path", "belfry/")).isEqualTo(2);
    assertThat(line.execute("--port", "70000")).isEqualTo(2);
    assertThat(err.toString()).contains("BasePath", "70000");
  }
}
