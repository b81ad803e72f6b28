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
    return require(Found.PROGRAM);
  }

  static Path require(Optional<Path> program) {
    return program.orElseThrow(() ->
        new EmbeddedServerException(
            "No redis-server "
                + RedisVersion.OLDEST
                + " or later on the PATH, and none is carried that runs on "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch")
                + ": install Redis, or use the address of a Redis elsewhere",
            null));
  }

  static Optional<Path> choose(Optional<Path> onPath, List<String> carried) {
    Optional<RedisVersion> version = onPath.flatMap(RedisVersion::of);
    if (version.filter(RedisVersion::isEnough).isPresent()) {
      return onPath;
    }
    if (onPath.isPresent()) {
      log.info(
          "{} is version {}, not {} or later: using the carried redis-server",
          onPath.get(),
          version.map(RedisVersion::toString).orElse("unknown"),
          RedisVersion.OLDEST);
    }
    return carried.stream().flatMap(resource -> extract(resource).stream()).findFirst();
  }

  private static Optional<Path> extract(String resource) {
    try {
      Path program = CarriedProgram.extract(resource);
      if (RedisVersion.of(program).filter(RedisVersion::isEnough).isPresent()) {
        return Optional.of(program);
      }
      log.info("The carried {} does not run on this machine", resource);
    } catch (IOException e) {
      log.warn("Cannot extract {}", resource, e);
    }
    return Optional.empty();
  }

  private static final class Found {
    static final Optional<Path> PROGRAM =
        choose(Programs.find("redis-server"), CarriedProgram.forThisPlatform());
  }
}
