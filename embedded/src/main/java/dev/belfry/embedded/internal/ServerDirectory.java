package dev.belfry.embedded.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a server's data: the user's, which stays, or a temporary one, which is made on
 * first use and goes when the server is stopped or this JVM ends. Not thread-safe.
 */
public final class ServerDirectory {
  private final String server;
  private final @Nullable Path given;
  private @Nullable TemporaryDirectory temporary;

  /**
   * Names the directory without touching the disk.
   *
   * @param server part of the temporary directory's name
   * @param given the user's directory, or null for a temporary one
   */
  public ServerDirectory(String server, @Nullable Path given) {
    this.server = server;
    this.given = given == null ? null : given.toAbsolutePath().normalize();
  }

  /** The directory, created if it is missing. */
  public Path open() throws IOException {
    if (given != null) {
      return Files.createDirectories(given);
    }
    TemporaryDirectory directory = temporary;
    if (directory == null) {
      directory = TemporaryDirectory.create("belfry-" + server + "-");
      temporary = directory;
    }
    return directory.path();
  }

  /** Whether the data outlives the server. */
  public boolean isKept() {
    return given != null;
  }

  /** Whether there is a temporary directory right now. */
  public boolean isTemporary() {
    return temporary != null;
  }

  /** Removes a temporary directory with all it holds; leaves the user's alone. */
  public void discard() {
    TemporaryDirectory directory = temporary;
    temporary = null;
    if (directory != null) {
      try {
        directory.remove();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
