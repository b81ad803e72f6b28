package dev.belfry.embedded.internal;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Programs of the machine, found on its PATH. */
final class Programs {
  private static final List<String> OWN_SESSION = findOwnSession();

  private Programs() {}

  /** The first executable file of that name on the PATH. */
  static Optional<Path> find(String name) {
    String path = System.getenv("PATH");
    if (path == null) {
      return Optional.empty();
    }
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /**
   * Words before a command that give it a session of its own, beyond the reach of the terminal's
   * Ctrl-C. Empty where the machine has no means for it.
   */
  static List<String> ownSession() {
    return OWN_SESSION;
  }

  private static List<String> findOwnSession() {
    Optional<Path> setsid = find("setsid");
    if (setsid.isPresent()) {
      return List.of(setsid.get().toString());
    }
    // macOS has no setsid program, but it has perl.
    return find("perl")
        .map(perl -> List.of(perl.toString(), "-MPOSIX=setsid", "-e", "setsid(); exec @ARGV"))
        .orElse(List.of());
  }
}
