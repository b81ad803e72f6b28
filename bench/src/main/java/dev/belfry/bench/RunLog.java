package dev.belfry.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A file with a line for each run. A line is written whole, by one call of the system that appends,
 * so several workers may share a file, and a line whose {@link #append} returned outlives the
 * process. Thread-safe, and not harmed by interrupts, as a channel would be.
 */
public final class RunLog implements AutoCloseable {
  private final FileOutputStream file;

  /**
   * Opens the file, at its end if it exists.
   *
   * @throws IOException if it cannot be written
   */
  public RunLog(Path path) throws IOException {
    file = new FileOutputStream(path.toFile(), true);
  }

  /** Appends one run. */
  public void append(String line) throws IOException {
    file.write((line + '\n').getBytes(UTF_8));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
