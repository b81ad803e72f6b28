package dev.belfry.interop.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The Go program of this module, built once per run of the tests. */
public final class GoProgram {
  /** A first build downloads asynq and what it needs. */
  private static final int BUILD_MINUTES = 5;

  private static final Path SOURCES = Path.of("go").toAbsolutePath();
  private static final Path PROGRAM = Path.of("target", "peer").toAbsolutePath();

  private GoProgram() {}

  /** The program; without Go the calling test is reported as skipped, with the reason. */
  public static Path path() {
    Assumptions.assumeTrue(Built.PROBLEM.isEmpty(), Built.PROBLEM);
    return PROGRAM;
  }

  private static final class Built {
    static final String PROBLEM = build();

    private static String build() {
      Path go = compiler();
      if (go == null) {
        return "Go is not installed: neither on the PATH nor in /usr/local/go";
      }
      Path log = PROGRAM.resolveSibling("go-build.log");
      try {
        Files.createDirectories(PROGRAM.getParent());
        Process process =
            new ProcessBuilder(List.of(go.toString(), "build", "-o", PROGRAM.toString(), "."))
                .directory(SOURCES.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          return "Building the Go program took longer than " + BUILD_MINUTES + " minutes";
        }
        return process.exitValue() == 0
            ? ""
            : "The Go program cannot be built here:\n" + Files.readString(log);
      } catch (IOException e) {
        return "The Go program cannot be built here: " + e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return "Interrupted while building the Go program";
      }
    }

    private static @Nullable Path compiler() {
      return Stream.concat(
              Stream.of(System.getenv("PATH").split(":", -1)), Stream.of("/usr/local/go/bin"))
          .map(folder -> Path.of(folder, "go"))
          .filter(Files::isExecutable)
          .findFirst()
          .orElse(null);
    }
  }
}
