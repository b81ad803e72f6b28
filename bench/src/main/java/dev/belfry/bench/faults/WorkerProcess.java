package dev.belfry.bench.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A {@code belfry bench worker} of its own process, with its log. */
final class WorkerProcess {
  private static final String CONCURRENCY = "8";
  private static final String LONGEST_RUN = "20ms";
  private static final String FAILURES = "0.05";
  private static final String RETRY_DELAY = "100ms";
  private static final int STOP_SECONDS = 15;

  private final Process process;
  private final Path log;

  private WorkerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a worker.
   *
   * @param environment what differs from the environment of this process
   */
  static WorkerProcess start(
      String redis, String queue, Path folder, Map<String, String> environment) throws IOException {
    Path log = Files.createTempFile(folder, "worker-", ".log");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx96m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.belfry.cli.Belfry"));
    command.addAll(List.of("bench", "worker", "--redis", redis, "--queues", queue + "=1"));
    command.addAll(List.of("--concurrency", CONCURRENCY, "--sleep", LONGEST_RUN));
    command.addAll(List.of("--fail", FAILURES, "--retry-delay", RETRY_DELAY));
    command.addAll(List.of("--log", log.toString()));
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(folder.resolve(log.getFileName() + ".out").toFile());
    return new WorkerProcess(builder.start(), log);
  }

  /** Whether it has begun to work. */
  boolean hasRun() throws IOException {
    return Files.size(log) > 0;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Kills it without a word. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  List<RunLine> runs() throws IOException {
    try (var lines = Files.lines(log)) {
      return lines.map(RunLine::parse).flatMap(Optional::stream).toList();
    }
  }

  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      kill();
    }
  }
}
