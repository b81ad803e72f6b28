package dev.belfry.bench.compare;

import dev.belfry.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The Go program that measures asynq, built from the source tree. */
final class Asynq {
  /** Stands for the path of the program in options. */
  static final String PLACEHOLDER = "{asynq}";

  /** A first build may download asynq and what it needs. */
  private static final int BUILD_MINUTES = 5;

  private Asynq() {}

  /**
   * Builds the program, which takes moments if it was built before, and returns its path.
   *
   * @param home the folder of the source tree
   */
  static Path build(Path home) throws InterruptedException {
    Path sources = home.resolve("interop/go").toAbsolutePath();
    Path program = home.resolve("bench/target/asynq-bench").toAbsolutePath();
    if (!Files.isDirectory(sources.resolve("bench"))) {
      throw new CommandFailure(
          "the Go program is not at " + sources + "/bench: run this from the source tree");
    }
    String go =
        compiler()
            .orElseThrow(() ->
                new CommandFailure(
                    "asynq is a Go library, and Go is neither on the PATH nor in /usr/local/go:"
                        + " install Go 1.24 or later"))
            .toString();
    try {
      Files.createDirectories(program.getParent());
      Path log = program.resolveSibling("asynq-build.log");
      Process build =
          new ProcessBuilder(go, "build", "-o", program.toString(), "./bench")
              .directory(sources.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!build.waitFor(BUILD_MINUTES, TimeUnit.MINUTES)) {
        build.destroyForcibly();
        throw new CommandFailure("go build took longer than " + BUILD_MINUTES + " minutes");
      }
      if (build.exitValue() != 0) {
        throw new CommandFailure("the Go program cannot be built:\n" + Files.readString(log));
      }
      return program;
    } catch (IOException e) {
      throw new CommandFailure("the Go program cannot be built: " + e, e);
    }
  }

  private static Optional<Path> compiler() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(List.of(path.split(":", -1)).stream(), Stream.of("/usr/local/go/bin"))
        .map(folder -> Path.of(folder, "go"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
