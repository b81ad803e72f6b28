package dev.belfry.service.internal.telemetry;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The logs of a process of its own, since the set-up is that of a whole process. */
@Timeout(60)
class LogSetupTest {
  @TempDir Path folder;

  private void runProcess(String yaml) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LogSetupProcess.class.getName(),
                yaml)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    try {
      assertThat(process.waitFor(40, SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private List<String> lines(String file) throws Exception {
    return Files.readAllLines(folder.resolve(file));
  }

  @Test
  void json_onTheConsole_hasGoZeroKeysAndSplitsTheStreams() throws Exception {
    runProcess("Log: {MaxContentLength: 8, FieldKeys: {TraceKey: trace_id}}");

    JsonNode info = JsonMapper.shared().readTree(lines("out").getFirst());
    assertThat(lines("out")).hasSize(1);
    assertThat(info.get("level").asString()).isEqualTo("info");
    assertThat(info.get("content").asString()).isEqualTo("hello wo");
    assertThat(info.get("truncated").asBoolean()).isTrue();
    assertThat(info.get("caller").asString()).startsWith("telemetry/LogSetupProcess.java:");
    assertThat(info.get("orders").asInt()).isEqualTo(3);
    assertThat(info.get("trace_id").asString()).hasSize(32);
    assertThat(info.get("span").asString()).hasSize(16);
    assertThat(info.get("@timestamp").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*");
    JsonNode error = JsonMapper.shared().readTree(lines("err").getLast());
    assertThat(lines("err")).hasSize(2);
    assertThat(error.get("level").asString()).isEqualTo("error");
    assertThat(error.get("stack").asString()).contains("IllegalStateException: why");
  }

  @Test
  void plain_atLevelError_showsWarningsAndErrorsOnly() throws Exception {
    runProcess("Log: {Encoding: plain, Level: error}");

    assertThat(lines("out")).isEmpty();
    assertThat(lines("err"))
        .anyMatch(line -> line.contains("WARN  sample careful"))
        .anyMatch(line -> line.contains("ERROR sample broken"));
  }

  @Test
  void file_mode_writesAccessAndErrorFiles() throws Exception {
    runProcess("Log: {Mode: file, Path: '" + folder.resolve("logs") + "', KeepDays: 3}");

    assertThat(lines("logs/access.log")).hasSize(1);
    assertThat(lines("logs/error.log")).hasSize(2);
    assertThat(lines("out")).isEmpty();
  }
}
