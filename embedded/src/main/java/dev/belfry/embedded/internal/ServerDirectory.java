package dev.belfry.embedded.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a server's data: the user's, which stays, or a temporary one, which is made on
 * first use and goes when the server is stopped. Not thread-safe.
 */
public final class ServerDirectory {
  private final String server;
  private final @Nullable Path given;
  private @Nullable Path temporary;

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
    Path directory = temporary;
    if (directory == null) {
      directory = Files.createTempDirectory("belfry-" + server + "-");
      temporary = directory;
    }
    return directory;
  }

  /** Whether the data outlives the server. */
  public boolean isKept() {
    return given != null;
  }

  /** The temporary directory that must go with the server, or null. */
  public @Nullable Path temporary() {
    return temporary;
  }

  /** Removes a temporary directory with all it holds. */
  public void discard() {
    Path directory = temporary;
    temporary = null;
    if (directory == null) {
      return;
    }
    try {
      Files.walkFileTree(directory, new Removal());
    } catch (NoSuchFileException e) {
      // Gone already, which is what was wanted.
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + directory, e);
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException error)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
