package dev.belfry.looklook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.Belfry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code belfry demo} in a JVM of its own. */
class DemoProcessTest {

  private static Child.End run(String... arguments) {
    try (var child = Child.start("demo", Belfry.class, Map.of(), arguments)) {
      Child.End end = child.awaitEnd();
      System.out.printf(
          "belfry %s: status %d after %d ms%n",
          String.join(" ", arguments), end.status(), end.after().toMillis());
      return end;
    }
  }

  @Test
  void once_playsTheStory_printsTheTable_andEndsWith0() {
    Child.End end = run("demo", "--once", "--http-port", "0", "--console-port", "0");

    assertThat(end.status()).as(end.output()).isZero();
    assertThat(end.output())
        .containsPattern("(?m)^step +expected +seen +ms$")
        .containsPattern("(?m)^nobody pays for the other.* closed \\(-1\\) +closed \\(-1\\) +\\d+$")
        .containsPattern("(?m)^The console is at http://127\\.0\\.0\\.1:\\d+/$")
        .contains("All of it came true.")
        .doesNotContain("\tat ", "Exception");
  }

  @Test
  void unknownOption_is2_withUsage() {
    Child.End end = run("demo", "--twice");

    assertThat(end.status()).isEqualTo(2);
    assertThat(end.output())
        .contains("--twice", "Usage: belfry demo")
        .doesNotContain("\tat ", "Exception");
  }

  @Test
  void durationThatIsNone_is2_andSaysHowToWriteOne() {
    Child.End end = run("demo", "--close-after", "soon");

    assertThat(end.status()).isEqualTo(2);
    assertThat(end.output().lines().findFirst().orElseThrow())
        .contains("--close-after", "'soon' is no duration; write it as 500ms, 30s, 5m or 1h");
    assertThat(end.output()).doesNotContain("\tat ", "Exception");
  }

  @Test
  void portInUse_is1_withOneSentence() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());

      Child.End end = run("demo", "--http-port", port, "--console-port", "0");

      assertThat(end.status()).isEqualTo(1);
      String last = end.output().lines().reduce("", (before, line) -> line);
      System.out.println(last);
      assertThat(last).startsWith("belfry: ").contains("127.0.0.1:" + port);
      assertThat(end.output()).doesNotContain("\tat ", "Exception");
    }
  }
}
