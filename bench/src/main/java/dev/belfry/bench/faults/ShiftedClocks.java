package dev.belfry.bench.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Worker processes on hosts whose clocks are wrong and jump by up to two minutes either way, made
 * so by libfaketime.
 */
final class ShiftedClocks extends OnWorkerProcesses {
  private static final int FARTHEST_SECONDS = 120;
  private static final String LIBRARY = "libfaketimeMT.so.1";

  private final List<Path> clocks = new ArrayList<>();
  private final Path library;

  ShiftedClocks() throws Exception {
    this(library());
  }

  private ShiftedClocks(Path library) throws Exception {
    this.library = library;
  }

  private static Path library() throws Exception {
    try (Stream<Path> files =
        Files.find(Path.of("/usr/lib"), 4, (path, any) -> path.endsWith(LIBRARY))) {
      return files
          .findFirst()
          .orElseThrow(() ->
              new IllegalStateException(
                  LIBRARY + " is not installed; the package is named libfaketime"));
    }
  }

  @Override
  public void serve(String queue) throws Exception {
    for (int i = 0; i < WORKERS; i++) {
      Path clock = folder().resolve("clock-" + i);
      // One is ahead and one behind from the beginning.
      set(clock, i % 2 == 0 ? FARTHEST_SECONDS : -FARTHEST_SECONDS);
      clocks.add(clock);
      start(
          queue,
          Map.of(
              "LD_PRELOAD", library.toString(),
              "FAKETIME_TIMESTAMP_FILE", clock.toString(),
              "FAKETIME_CACHE_DURATION", "1",
              "FAKETIME_DONT_FAKE_MONOTONIC", "1",
              "FAKETIME_FORCE_MONOTONIC_FIX", "0"));
    }
    awaitWorkers();
  }

  @Override
  public void hurt(RandomGenerator random) throws Exception {
    for (Path clock : clocks) {
      set(clock, random.nextInt(-FARTHEST_SECONDS, FARTHEST_SECONDS + 1));
    }
  }

  /** Replaced as a whole, so that nobody reads half a number. */
  private static void set(Path clock, int seconds) throws Exception {
    Path next =
        Files.writeString(
            clock.resolveSibling(clock.getFileName() + ".next"), "%+ds%n".formatted(seconds));
    Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE);
  }
}
