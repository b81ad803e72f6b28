package dev.belfry.embedded.internal;

import dev.belfry.embedded.EmbeddedServerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The redis-server of this machine: the one on the PATH if it is new enough, else the first that
 * runs among those that the library embedded-redis carries.
 */
public final class RedisProgram {
  private static final Logger log = LoggerFactory.getLogger(RedisProgram.class);

  private RedisProgram() {}

  /**
   * Finds it once per JVM.
   *
   * @throws EmbeddedServerException if no redis-server suits this machine
   */
  public static Path find() {
    return Found.PROGRAM.orElseThrow(() -> new EmbeddedServerException(none(), null));
  }

  private static String none() {
    return "No redis-server "
        + RedisVersion.OLDEST
        + " or later on the PATH, and none is carried that runs on "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ": install Redis, or use the URI of a Redis elsewhere";
  }

  private static final class Found {
    static final Optional<Path> PROGRAM = onPath().or(Found::carried);

    private static Optional<Path> onPath() {
      Optional<Path> program = Programs.find("redis-server");
      Optional<RedisVersion> version = program.flatMap(RedisVersion::of);
      if (version.isPresent() && version.get().isEnough()) {
        return program;
      }
      if (program.isPresent()) {
        log.info(
            "{} is version {}, older than {}: using the carried redis-server",
            program.get(),
            version.map(RedisVersion::toString).orElse("unknown"),
            RedisVersion.OLDEST);
      }
      return Optional.empty();
    }

    private static Optional<Path> carried() {
      for (String resource : candidates()) {
        try {
          Path program = CarriedProgram.extract(resource);
          if (RedisVersion.of(program).filter(RedisVersion::isEnough).isPresent()) {
            return Optional.of(program);
          }
          log.info("{} does not run on this machine", resource);
        } catch (IOException e) {
          log.warn("Cannot extract {}", resource, e);
        }
      }
      return Optional.empty();
    }

    /** The file for this platform, then what else could run on it. */
    private static List<String> candidates() {
      return CarriedProgram.forThisPlatform();
    }
  }
}
