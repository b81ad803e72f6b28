package dev.belfry.bench;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A file with a line for each run: {@code <task id> <attempt> <start ms> <end ms> <done|failed>},
 * in milliseconds since 1970. A line is written whole, by one call of the system that appends, so
 * several workers may share a file, and a line whose {@link #append} returned outlives the process.
 * Thread-safe, and not harmed by interrupts, as a channel would be.
 */
final class RunLog implements AutoCloseable {
  private final FileOutputStream file;

  /**
   * Opens the file, at its end if it exists.
   *
   * @throws IOException if it cannot be written
   */
  RunLog(Path path) throws IOException {
    file = new FileOutputStream(path.toFile(), true);
  }

  /** How a run ended. */
  enum End {
    DONE("done"),
    FAILED("failed");

    private final String text;

    End(String text) {
      this.text = text;
    }
  }

  /** Appends one run. */
  void append(String taskId, int attempt, long startMillis, long endMillis, End end)
      throws IOException {
    String line = "%s %d %d %d %s\n".formatted(taskId, attempt, startMillis, endMillis, end.text);
    file.write(line.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
