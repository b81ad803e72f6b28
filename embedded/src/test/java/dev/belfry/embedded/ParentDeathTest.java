package dev.belfry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParentDeathTest {

  @Test
  void servers_whenTheirJvmIsKilled_goWithTheirTemporaryData(@TempDir Path temporary)
      throws IOException {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName())
            .redirectError(Redirect.INHERIT)
            .start();
    try (var output =
        new BufferedReader(
            new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
      List<ProcessHandle> servers =
          output.lines().filter(line -> line.startsWith(Parent.MARK)).findFirst().stream()
              .flatMap(line -> Arrays.stream(line.substring(Parent.MARK.length()).split(" ")))
              .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
              .toList();
      assertThat(servers).as("two servers and their watchers").hasSizeGreaterThanOrEqualTo(4);
      assertThat(dataDirectories(temporary)).hasSize(3);

      parent.destroyForcibly();

      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> {
            assertThat(servers).noneMatch(ProcessHandle::isAlive);
            assertThat(dataDirectories(temporary)).isEmpty();
          });
    } finally {
      parent.destroyForcibly();
    }
  }

  private static List<Path> dataDirectories(Path temporary) throws IOException {
    try (var entries = Files.list(temporary)) {
      return entries
          .filter(entry -> entry.getFileName().toString().matches("belfry-(redis|kafka)-\\d+"))
          .toList();
    }
  }

  /** The JVM that is killed. */
  static final class Parent {
    static final String MARK = "processes: ";

    private Parent() {}

    public static void main(String[] args) throws InterruptedException {
      EmbeddedRedis.create().start();
      EmbeddedKafka.create().start();
      var crashed = EmbeddedRedis.create();
      crashed.start();
      crashed.kill();
      System.out.println(
          MARK
              + ProcessHandle.current()
                  .descendants()
                  .map(process -> Long.toString(process.pid()))
                  .collect(Collectors.joining(" ")));
      new CountDownLatch(1).await();
    }
  }
}
