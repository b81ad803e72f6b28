package dev.belfry.console.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the tests of {@code console/pages/tests} with Playwright and Chromium.
 *
 * @param pages the folder of the pages' sources
 * @param missing what this machine lacks for it; empty if nothing
 */
record Browser(Path pages, String missing) {
  /** Beyond it a test hangs; the whole takes about a minute. */
  private static final long LIMIT_MINUTES = 8;

  /** A folder: pictures are put there, in place of the tests. */
  private static final String SCREENSHOTS = "belfry.screenshots";

  private static final List<String> CHROMIUM =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  /** A test of the browser and how it ended; the problem is empty if it passed. */
  record Result(String name, String problem) {
    void require() {
      if (!problem.isEmpty()) {
        throw new AssertionError(problem);
      }
    }
  }

  static Browser find() {
    Path pages = Path.of("pages").toAbsolutePath();
    if (!Files.isExecutable(pages.resolve("node_modules/.bin/playwright"))
        || !Files.isRegularFile(
            Path.of("target/classes/dev/belfry/console/pages/index.html").toAbsolutePath())) {
      return new Browser(pages, "the pages were not built: this machine lacks Node.js 20 or npm");
    }
    return new Browser(pages, chromium().isEmpty() ? "this machine has no Chromium" : "");
  }

  private static String chromium() {
    return CHROMIUM.stream()
        .filter(path -> Files.isExecutable(Path.of(path)))
        .findFirst()
        .orElse("");
  }

  /** Runs all tests once. */
  List<Result> run(Map<String, String> environment) throws IOException, InterruptedException {
    Path report = Files.createTempFile("belfry-pages", ".json");
    Path output = Path.of("target/browser.log").toAbsolutePath();
    var command =
        new ProcessBuilder(
                "node_modules/.bin/playwright", "test", "-c", "tests/playwright.config.ts")
            .directory(pages.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    command.environment().putAll(environment);
    command.environment().put("BELFRY_REPORT", report.toString());
    command.environment().put("CHROMIUM", chromium());
    String screenshots = System.getProperty(SCREENSHOTS);
    if (screenshots != null) {
      command.environment().put("BELFRY_SCREENSHOTS", screenshots);
    }
    Process playwright = command.start();
    try {
      if (!playwright.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException(
            "the browser tests did not end within " + LIMIT_MINUTES + " minutes, see " + output);
      }
      return results(JsonMapper.shared().readTree(Files.readString(report)), output);
    } finally {
      playwright.descendants().forEach(ProcessHandle::destroy);
      playwright.destroy();
      Files.deleteIfExists(report);
    }
  }

  private static List<Result> results(JsonNode report, Path output) {
    var results = new ArrayList<Result>();
    report.path("suites").forEach(suite -> collect(suite, results));
    if (results.isEmpty()) {
      throw new IllegalStateException("no browser test ran, see " + output + report.path("errors"));
    }
    return results;
  }

  private static void collect(JsonNode suite, List<Result> results) {
    for (JsonNode spec : suite.path("specs")) {
      for (JsonNode test : spec.path("tests")) {
        String name =
            test.path("projectName").asString("") + ": " + spec.path("title").asString("");
        var problem = new StringBuilder();
        for (JsonNode result : test.path("results")) {
          for (JsonNode error : result.path("errors")) {
            problem.append(error.path("message").asString("")).append('\n');
          }
        }
        boolean fine = List.of("expected", "skipped").contains(test.path("status").asString(""));
        results.add(
            new Result(name, fine ? "" : problem.isEmpty() ? "did not pass" : problem.toString()));
      }
    }
    suite.path("suites").forEach(inner -> collect(inner, results));
  }
}
