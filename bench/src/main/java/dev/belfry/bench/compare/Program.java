package dev.belfry.bench.compare;

import dev.belfry.cli.CommandFailure;
import dev.belfry.service.codec.JsonCodec;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program that measures and prints one JSON object. Each call is a new process. */
record Program(List<String> command) {

  /** Belfry, by the JVM and the class path of this process. */
  static Program belfry() {
    return new Program(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.belfry.cli.Belfry",
            "bench",
            "tasks",
            "--json"));
  }

  /** Runs it and reads its figures; its progress goes to standard error. */
  @SuppressWarnings("unchecked")
  Map<String, Object> measure(String redis, List<String> options) throws InterruptedException {
    List<String> call = new ArrayList<>(command);
    call.addAll(List.of("--redis", redis));
    call.addAll(options);
    try {
      Process process = new ProcessBuilder(call).redirectError(Redirect.INHERIT).start();
      process.getOutputStream().close();
      byte[] out = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0) {
        throw new CommandFailure(
            "the measurement ended with status " + process.exitValue() + "; it says why above");
      }
      return JsonCodec.create().decode(out, Map.class);
    } catch (IOException e) {
      throw new CommandFailure("cannot run " + command.getFirst() + ": " + e, e);
    }
  }
}
