package dev.belfry.looklook.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A JVM of its own that runs a main class of looklook. Thread-safe. */
final class Child implements AutoCloseable {
  private static final Path LOGS = emptied(Path.of("target", "acceptance"));

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final int TAIL_LINES = 25;

  /** Longer than any group takes to stop. */
  private static final Duration END_LIMIT = Duration.ofSeconds(60);

  /** For a fast start; a child lives for seconds. */
  private static final List<String> FLAGS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xshare:auto",
          "-Xmx256m",
          "--enable-native-access=ALL-UNNAMED");

  /**
   * How a child ended.
   *
   * @param output all that it wrote
   */
  record End(int status, Duration after, String output) {}

  private final String name;
  private final Process process;
  private final Path log;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Starts a main class with these variables in its environment. */
  static Child start(
      String name, Class<?> main, Map<String, String> environment, String... arguments) {
    try {
      Path log = LOGS.resolve("%03d-%s.log".formatted(COUNT.incrementAndGet(), name));
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(FLAGS);
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.addAll(List.of(ChildMain.class.getName(), main.getName()));
      command.addAll(List.of(arguments));
      var builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      return new Child(name, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  /** The logs of an earlier run would be mistaken for those of this one. */
  private static Path emptied(Path folder) {
    try {
      Files.createDirectories(folder);
      try (var old = Files.newDirectoryStream(folder, "*.log")) {
        for (Path file : old) {
          Files.delete(file);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + folder, e);
    }
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it ends by itself. */
  End awaitEnd() {
    long begun = System.nanoTime();
    try {
      if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(name + " does not end\n" + tail());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while " + name + " ended", e);
    }
    return new End(process.exitValue(), Duration.ofNanos(System.nanoTime() - begun), output());
  }

  /** SIGTERM. */
  End terminate() {
    // Not Process.destroy, which closes the pipe that the child watches.
    process.toHandle().destroy();
    return awaitEnd();
  }

  /** SIGKILL. */
  End kill() {
    process.toHandle().destroyForcibly();
    return awaitEnd();
  }

  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The end of what it wrote, for people who wonder what went wrong. */
  String tail() {
    List<String> lines = output().lines().toList();
    return "--- %s (pid %d, %s), the end of %s:\n%s\n"
        .formatted(
            name,
            pid(),
            isAlive() ? "alive" : "ended with " + process.exitValue(),
            log,
            String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size())));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
