package dev.belfry.bench.faults;

import dev.belfry.bench.messages.MessageLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@code belfry bench consumer} of its own process, with its logs. For one thread. */
final class ConsumerProcess {
  private static final int STOP_SECONDS = 30;

  private final Process process;
  private final GrowingLog runs;
  private final GrowingLog deliveries;
  private @Nullable Long deathMillis;

  private ConsumerProcess(Process process, Path runs, Path deliveries) {
    this.process = process;
    this.runs = new GrowingLog(runs);
    this.deliveries = new GrowingLog(deliveries);
  }

  /**
   * Starts a consumer.
   *
   * @param name of its logs
   * @param options of the command, beside those of the logs
   */
  static ConsumerProcess start(Path folder, String name, List<String> options) throws IOException {
    Path runs = Files.createFile(folder.resolve(name + ".runs"));
    Path deliveries = Files.createFile(folder.resolve(name + ".deliveries"));
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Dbelfry.log.level=INFO"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.belfry.cli.Belfry"));
    command.addAll(List.of("bench", "consumer"));
    command.addAll(options);
    command.addAll(List.of("--log", runs.toString(), "--deliveries", deliveries.toString()));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve(name + ".out").toFile());
    return new ConsumerProcess(builder.start(), runs, deliveries);
  }

  /** What its handler did so far. */
  List<MessageLine> runs() throws IOException {
    return runs.lines();
  }

  /** What is done, as far as it knows. */
  List<MessageLine> deliveries() throws IOException {
    return deliveries.lines();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Kills it without a word. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    deathMillis = System.currentTimeMillis();
  }

  /** When it was killed; null if it was not. */
  @Nullable Long deathMillis() {
    return deathMillis;
  }

  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new IllegalStateException("a consumer did not stop within " + STOP_SECONDS + " s");
    }
  }

  /** Ends it whatever it does. */
  void end() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
