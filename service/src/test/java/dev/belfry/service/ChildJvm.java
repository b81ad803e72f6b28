package dev.belfry.service;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** A main class in a JVM of its own, killed at the end if it has not ended. */
final class ChildJvm implements AutoCloseable {
  /** What the child says on purpose, as opposed to what is logged. */
  private static final String PROMPT = "> ";

  private final Process process;
  private final BufferedReader output;
  private final List<String> lines = new ArrayList<>();

  private ChildJvm(Process process) {
    this.process = process;
    this.output = process.inputReader();
    // A read from a child that hangs cannot be interrupted; the end of the child ends it.
    CompletableFuture.delayedExecutor(30, SECONDS).execute(process::destroyForcibly);
  }

  static ChildJvm launch(Class<?> main, String argument) throws IOException {
    return new ChildJvm(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                argument)
            .redirectErrorStream(true)
            .start());
  }

  /** Reads until the child has said this. */
  void awaitLine(String line) throws IOException {
    await("\"" + line + '"', (PROMPT + line)::equals);
  }

  /** Reads until the child has logged something with this text in it. */
  void awaitLogged(String text) throws IOException {
    await("with \"" + text + '"', line -> line.contains(text));
  }

  private void await(String what, Predicate<String> expected) throws IOException {
    String read;
    while ((read = output.readLine()) != null) {
      lines.add(read);
      if (expected.test(read)) {
        return;
      }
    }
    throw new AssertionError("no line " + what + " in " + lines);
  }

  void send(String signal) throws IOException, InterruptedException {
    String pid = String.valueOf(process.pid());
    int status = new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
    if (status != 0) {
      throw new AssertionError("kill -" + signal + " failed");
    }
  }

  /** Lets a child go on that reads its input. */
  void proceed() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /** Reads to the end and returns the status. */
  int exitStatus() throws InterruptedException {
    output.lines().forEach(lines::add);
    if (!process.waitFor(30, SECONDS)) {
      throw new AssertionError("the child does not end; its lines: " + lines);
    }
    return process.exitValue();
  }

  /** Everything read so far. */
  List<String> lines() {
    return lines;
  }

  /** What the child has said so far. */
  List<String> said() {
    return lines.stream()
        .filter(line -> line.startsWith(PROMPT))
        .map(line -> line.substring(PROMPT.length()))
        .toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
