package dev.belfry.cli;

import dev.belfry.service.config.ConfigException;
import dev.belfry.service.config.ConfigReader;
import dev.belfry.service.config.Default;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads {@code profiles.yaml}, the file that names the Redis that people work with. */
final class Profiles {
  static final String FILE = "profiles.yaml";

  private Profiles() {}

  /**
   * The file.
   *
   * @param profile the one that is taken if none is named
   * @param profiles all of them by name
   */
  record File(@Default("") String profile, @Default("{}") Map<String, Profile> profiles) {}

  /**
   * A Redis.
   *
   * @param redis its address
   * @param namespace the namespace of the keys
   */
  record Profile(String redis, @Default("asynq") String namespace) {}

  static File read(Session session) {
    Path file = session.settings().resolve(FILE);
    if (!Files.exists(file)) {
      return new File("", Map.of());
    }
    try {
      return ConfigReader.create().withVariables(session.variables()).load(file, File.class);
    } catch (ConfigException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }
}
