package dev.belfry.bench.compare;

import dev.belfry.cli.CommandFailure;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that measures when it is its turn. */
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

  /** Starts it, and waits until it is warmed up; its progress goes to standard error. */
  Player start(String redis, List<String> options) {
    List<String> call = new ArrayList<>(command);
    call.addAll(List.of("--redis", redis, "--turns"));
    call.addAll(options);
    try {
      return new Player(new ProcessBuilder(call).redirectError(Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new CommandFailure("cannot run " + command.getFirst() + ": " + e, e);
    }
  }
}
