package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BelfryTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void noCommand_isAWrongCallWithUsage() {
    assertThat(belfry()).isEqualTo(2);
    assertThat(err.toString()).contains("Say which command to run.").contains("Usage: belfry");
  }

  @Test
  void unknownCommand_isAWrongCallWithUsage() {
    assertThat(belfry("dmeo")).isEqualTo(2);
    assertThat(err.toString()).contains("dmeo").contains("Usage: belfry");
  }

  @Test
  void help_listsTheCommandsThatModulesAdd() {
    assertThat(belfry("--help")).isZero();
    assertThat(out.toString()).contains("fail");
  }

  @Test
  void wordsOfOptions_mayBeWrittenInAnyCase() {
    assertThat(Belfry.commandLine().getSubcommands().values())
        .isNotEmpty()
        .allMatch(CommandLine::isCaseInsensitiveEnumValuesAllowed);
  }

  @Test
  void commandFailure_isOneSentenceWithoutAStackTrace() {
    assertThat(belfry("fail")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("belfry: Redis at 127.0.0.1:1 does not answer; is it running?");
  }

  private int belfry(String... args) {
    return Belfry.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }
}
