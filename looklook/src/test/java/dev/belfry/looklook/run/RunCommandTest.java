package dev.belfry.looklook.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunCommandTest {
  private final StringWriter err = new StringWriter();
  private final StringWriter out = new StringWriter();

  private int run(String... args) {
    return new CommandLine(new RunCommand())
        .setErr(new PrintWriter(err, true))
        .setOut(new PrintWriter(out, true))
        .execute(args);
  }

  @Test
  void aProcessThatDoesNotExist_isAWrongCallThatNamesThoseThatDo() {
    assertThat(run("order-mqq")).isEqualTo(2);
    assertThat(err.toString())
        .contains("There is no process order-mqq")
        .contains("order-rpc, order-api, order-mq, mqueue-job, mqueue-scheduler");
  }

  @Test
  void noProcess_isAWrongCall() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("PROCESS");
  }

  @Test
  void help_namesTheProcesses() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("mqueue-scheduler").contains("--file");
  }

  @Test
  void aWrongFile_isAFailure(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("order-mq.yaml"), "Name: order-mq\n");

    assertThat(run("order-mq", "-f", file.toString())).isEqualTo(1);
  }

  @Test
  void everyProcess_hasItsFile() {
    for (String name : new Processes()) {
      assertThat(Path.of("etc", name + ".yaml")).exists();
    }
  }
}
