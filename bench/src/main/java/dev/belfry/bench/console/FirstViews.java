package dev.belfry.bench.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.bench.load.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Chromium on the first page, by {@code console/pages/tests/first-view.mjs}, which prints a line
 * with the milliseconds of each first view, then {@code watching}, and stays until its input ends.
 */
final class FirstViews implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private long[] millis = {};

  FirstViews(Path pages, String console, int views) throws IOException {
    // One more, which meets a console that has just been started.
    process =
        new ProcessBuilder("node", "tests/first-view.mjs", console, Integer.toString(views + 1))
            .directory(pages.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  static boolean isPossible(Path pages) {
    return Files.isDirectory(pages.resolve("node_modules/@playwright/test"));
  }

  /** The first views but the very first; then one page is open. */
  Samples views() throws IOException {
    String line = output.readLine();
    if (line == null || !"watching".equals(output.readLine())) {
      throw new IOException("the browser showed no numbers");
    }
    millis = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
    var views = new Samples(millis.length);
    Arrays.stream(millis).skip(1).map(TimeUnit.MILLISECONDS::toNanos).forEach(views::add);
    return views;
  }

  /** The very first view. */
  long coldMillis() {
    return millis[0];
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
