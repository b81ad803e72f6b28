package dev.belfry.embedded.internal;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A directory that is gone when this JVM is gone, even if the JVM is killed: a shell script holds a
 * pipe to it and removes the directory when the pipe closes.
 */
final class TemporaryDirectory {
  /** Removing is a matter of milliseconds. */
  private static final int SECONDS_TO_REMOVE = 10;

  private final Path path;
  private final Process remover;

  private TemporaryDirectory(Path path, Process remover) {
    this.path = path;
    this.remover = remover;
  }

  static TemporaryDirectory create(String prefix) throws IOException {
    Path path = Files.createTempDirectory(prefix);
    var command = Scripts.command("remove.sh");
    command.add(path.toString());
    try {
      return new TemporaryDirectory(
          path,
          new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      Files.delete(path);
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /** Removes the directory with all it holds, and returns when it is gone. */
  void remove() throws IOException {
    remover.getOutputStream().close();
    try {
      if (!remover.waitFor(SECONDS_TO_REMOVE, TimeUnit.SECONDS)) {
        remover.destroyForcibly();
        throw new IOException("Cannot remove " + path);
      }
    } catch (InterruptedException e) {
      // The script goes on by itself.
      Thread.currentThread().interrupt();
    }
  }
}
