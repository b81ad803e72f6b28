package dev.belfry.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.embedded.EmbeddedRedis;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What {@code ./belfry} starts for all commands but the benchmarks: the application, its libraries,
 * and the classes of the benchmarks without theirs.
 */
@Timeout(120)
class LauncherTest {
  private static final Pattern ONLY_FOR_BENCHMARKS =
      Pattern.compile("jmh|jopt-simple|commons-math3");

  /** The class path of the tests, which has everything. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(
            entry -> !ONLY_FOR_BENCHMARKS.matcher(Path.of(entry).getFileName().toString()).find())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String run(String... arguments) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                "dev.belfry.cli.Belfry"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void commandThatAsksRedis_saysNothingBesideItsAnswer() throws Exception {
    try (var redis = EmbeddedRedis.create()) {
      redis.start();

      assertThat(run("queue", "ls", "--redis", redis.uri(), "--json").strip()).isEqualTo("[ ]");
    }
  }

  @Test
  void help_withoutTheLibrariesOfTheBenchmarks_namesAllCommands() throws Exception {
    assertThat(run("--help")).contains("bench", "cron", "demo", "run");
  }

  @Test
  void helpOfEachCommand_withoutTheLibrariesOfTheBenchmarks_isGiven() throws Exception {
    assertThat(run("bench", "--help")).contains("micro", "faults");
    assertThat(run("demo", "--help")).contains("--once");
  }
}
