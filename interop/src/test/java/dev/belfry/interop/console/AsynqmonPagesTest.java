package dev.belfry.interop.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.belfry.console.Console;
import dev.belfry.interop.peer.GoMonitor;
import dev.belfry.service.Deadline;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/**
 * asynqmon's own pages, in Chromium, with Belfry's console behind them. With {@code
 * -Dbelfry.pictures=FOLDER}, what was seen is put there.
 */
@ExtendWith(FilledRedis.Shared.class)
class AsynqmonPagesTest {
  private static final int LIMIT_SECONDS = 180;

  /** Playwright comes with the console's own pages. */
  private static final Path LIBRARIES = Path.of("../console/pages").toAbsolutePath().normalize();

  private static final List<String> CHROMIUM =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  private record Seen(String name, List<String> trouble) {}

  @TestFactory
  List<DynamicTest> pages() throws Exception {
    String chromium =
        CHROMIUM.stream().filter(path -> Files.isExecutable(Path.of(path))).findFirst().orElse("");
    assumeTrue(!chromium.isEmpty(), "this machine has no Chromium");
    assumeTrue(
        Files.isDirectory(LIBRARIES.resolve("node_modules/@playwright/test")),
        "the console's pages were not built: this machine lacks Node.js 20 or npm");
    var filled = FilledRedis.shared();
    filled.addPages();
    List<Seen> seen;
    try (var prometheus = new EchoPrometheus()) {
      Console console = Both.consoleWithPrometheus(filled.redis, prometheus.uri());
      console.start();
      try (var pages = GoMonitor.pagesOf(filled.redis, "http://127.0.0.1:" + console.port())) {
        seen = look(pages.uri(), chromium);
      } finally {
        console.stop(Deadline.in(Duration.ofSeconds(2)));
      }
    }
    assertThat(seen).hasSizeGreaterThan(10);
    return Stream.concat(
            seen.stream()
                .map(page -> dynamicTest(page.name, () -> assertThat(page.trouble).isEmpty())),
            Stream.of(dynamicTest("what the acts did", () -> assertActed(filled))))
        .toList();
  }

  private static void assertActed(FilledRedis filled) {
    try (var inspector = TaskInspector.connect(filled.target())) {
      assertThat(inspector.task("pages", "first")).isEmpty();
      assertThat(inspector.task("pages", "second").orElseThrow().state())
          .isEqualTo(TaskState.ARCHIVED);
      assertThat(inspector.queue("pages").isPaused()).isTrue();
    }
  }

  private static List<Seen> look(String uri, String chromium)
      throws IOException, InterruptedException {
    Path log = Path.of("target", "asynqmon-pages.log").toAbsolutePath();
    Files.createDirectories(log.getParent());
    var command =
        new ArrayList<>(
            List.of("node", "browser/asynqmon-pages.mjs", uri, chromium, LIBRARIES.toString()));
    String pictures = System.getProperty("belfry.pictures");
    if (pictures != null) {
      command.add(pictures);
    }
    Process node =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(node.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("ends in time").isTrue();
    } finally {
      node.descendants().forEach(ProcessHandle::destroy);
      node.destroy();
    }
    assertThat(node.exitValue()).as("see %s", log).isZero();
    List<Seen> seen = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      seen.add(JsonMapper.shared().readValue(line, Seen.class));
    }
    return seen;
  }
}
