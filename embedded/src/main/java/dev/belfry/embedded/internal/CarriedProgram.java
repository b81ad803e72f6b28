package dev.belfry.embedded.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** The programs that the library embedded-redis carries, kept extracted for the next JVM. */
final class CarriedProgram {
  private static final String PRIVATE = "rwx------";

  private CarriedProgram() {}

  /** Names of resources to try, best first; empty on a platform that none is made for. */
  static List<String> forThisPlatform() {
    if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win")) {
      // It carries a 5.0 there, which is too old.
      return List.of();
    }
    try {
      var all = ExecutableProvider.newProvidedVersionsMap();
      var here = OsArchitecture.detectOSandArchitecture();
      String best = all.get(here);
      if (here.equals(OsArchitecture.UNIX_x86_64)) {
        // The 64-bit file needs OpenSSL 3 on the machine; the 32-bit one needs nothing.
        return List.of(best, all.get(OsArchitecture.UNIX_x86));
      }
      return best == null ? List.of() : List.of(best);
    } catch (RuntimeException e) {
      // The library throws where it does not know the system.
      return List.of();
    }
  }

  /** The extracted file. Several JVMs may do this at the same time. */
  static Path extract(String resource) throws IOException {
    Path folder = folder();
    try (InputStream content = ExecutableProvider.class.getResourceAsStream(resource)) {
      if (content == null) {
        throw new IOException("embedded-redis carries no " + resource);
      }
      Path target = folder.resolve(resource.substring(1));
      if (!Files.isExecutable(target)) {
        Path part =
            Files.createTempFile(
                folder,
                "part-",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
        Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString(PRIVATE));
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      }
      return target;
    }
  }

  /** A folder that nobody but this user can write to, since what lies in it is executed. */
  private static Path folder() throws IOException {
    String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9_-]", "_");
    Path folder = Path.of(System.getProperty("java.io.tmpdir"), "belfry-redis-" + user);
    var onlyUs = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE));
    try {
      return Files.createDirectory(folder, onlyUs);
    } catch (FileAlreadyExistsException e) {
      Path ours = Files.createTempFile("belfry-", "");
      try {
        boolean safe =
            Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(folder).equals(Files.getOwner(ours))
                && PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
                    .equals(PRIVATE);
        return safe ? folder : Files.createTempDirectory("belfry-redis-");
      } finally {
        Files.delete(ours);
      }
    }
  }
}
