package dev.belfry.looklook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that cannot start ends with 1, and says why in a sentence. */
@ExtendWith(LooklookExtension.class)
class WrongStartTest {
  @TempDir private Path directory;

  private static Child.End run(Program program, Map<String, String> environment, String file) {
    try (var child =
        Child.start(program.title() + "-wrong", program.main(), environment, "-f", file)) {
      Child.End end = child.awaitEnd();
      System.out.println(lastLine(end));
      return end;
    }
  }

  private static String lastLine(Child.End end) {
    return end.output().lines().reduce("", (before, last) -> last);
  }

  @Test
  void wrongKeyInTheFile_isNamedWithFileAndLine(Looklook looklook) throws Exception {
    String text = Files.readString(Path.of(Program.MQUEUE_JOB.file()));
    Path file = directory.resolve("mqueue-job.yaml");
    Files.writeString(file, text.replace("Concurrency:", "Concurency:"));
    long line = text.substring(0, text.indexOf("Concurrency:")).lines().count() + 1;

    Child.End end =
        run(
            Program.MQUEUE_JOB,
            looklook.processes().environment(Program.MQUEUE_JOB),
            file.toString());

    assertThat(end.status()).isEqualTo(1);
    assertThat(end.output())
        .contains("mqueue-job.yaml:" + line, "Concurency", "Concurrency")
        .doesNotContain("\tat ", "Exception");
  }

  @Test
  void portInUse_isNamed(Looklook looklook) throws Exception {
    Map<String, String> environment = looklook.processes().environment(Program.ORDER_API);
    environment.put("PORT_METRICS", "0");
    try (var taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(0));
      environment.put("PORT_HTTP", String.valueOf(taken.getLocalPort()));

      Child.End end = run(Program.ORDER_API, environment, Program.ORDER_API.file());

      assertThat(end.status()).isEqualTo(1);
      assertThat(lastLine(end)).contains("0.0.0.0:" + taken.getLocalPort());
      assertThat(end.output()).doesNotContain("\tat ", "Exception");
    }
  }

  @Test
  void metricsPortInUse_isNamed(Looklook looklook) throws Exception {
    Map<String, String> environment = looklook.processes().environment(Program.ORDER_MQ);
    try (var taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(0));
      environment.put("PORT_METRICS", String.valueOf(taken.getLocalPort()));

      Child.End end = run(Program.ORDER_MQ, environment, Program.ORDER_MQ.file());

      assertThat(end.status()).isEqualTo(1);
      assertThat(lastLine(end)).contains(String.valueOf(taken.getLocalPort()));
      assertThat(end.output()).doesNotContain("\tat ", "Exception");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ORDER_RPC", "MQUEUE_JOB", "MQUEUE_SCHEDULER"})
  void wrongPasswordOfRedis_namesTheServerAndNotThePassword(Program program, Looklook looklook) {
    Map<String, String> environment = looklook.processes().environment(program);
    environment.put("REDIS_PASSWORD", "hunter2");
    environment.put("PORT_METRICS", "0");
    environment.put("PORT_RPC", "0");

    Child.End end = run(program, environment, program.file());

    assertThat(end.status()).isEqualTo(1);
    assertThat(lastLine(end))
        .contains("127.0.0.1:" + looklook.backing().redis().port())
        .containsIgnoringCase("password");
    assertThat(end.output())
        .doesNotContain("hunter2", Backing.REDIS_PASSWORD, "\tat ", "Exception");
  }
}
